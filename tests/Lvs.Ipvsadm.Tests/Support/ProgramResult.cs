namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>How a program ended.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProgramResult(int Status, string Output, string Error)
{
    /// <summary>The result, having made sure that nothing was wrong.</summary>
    public string Good()
    {
        Assert.True(Status == 0 && Error.Length == 0, $"status {Status}: {Error}{Output}");
        return Output;
    }
}
