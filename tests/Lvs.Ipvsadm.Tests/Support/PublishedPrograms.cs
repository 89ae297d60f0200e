namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>ipvsadm with its two companions as users get them: published once for all tests, into a directory of its own, so that
/// the build's is left alone.</summary>
internal static class PublishedPrograms
{
    /// <summary>Names a directory with published programs, to be taken instead of publishing anew.</summary>
    private const string Variable = "IPVSADM_DIRECTORY";

    private static readonly Lazy<string> Published = new(Publish);

    public static string Directory => Published.Value;

    private static string Publish()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return named;
        string scratch = System.IO.Directory.CreateTempSubdirectory("ipvsadm-publish-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(scratch, recursive: true);
        string output = Path.Combine(scratch, "out");
        string artifacts = Path.Combine(scratch, "artifacts");
        ProgramResult result = Shell.Run(
        [
            "dotnet", "publish", Path.Combine(Paths.Repository, "src", "Lvs.Ipvsadm"), "-c", "Release", "-v", "quiet", "-o", output,
            "--artifacts-path", artifacts, "-nodeReuse:false",
        ]);
        Assert.True(result.Status == 0, $"dotnet publish: {result.Output}{result.Error}");
        System.IO.Directory.Delete(artifacts, recursive: true); // now: the process's end leaves little time
        return output;
    }
}
