using Lvs.Ipvsadm.Tests.Support;

namespace Lvs.Ipvsadm.Tests;

/// <summary>What the program says when there is nobody to ask; needs no root.</summary>
public sealed class WithoutDirectorTests
{
    [Theory]
    [InlineData("-L")]
    [InlineData("-A", "-t", "192.0.2.1:80")]
    [InlineData("-C")]
    public void Every_command_tells_that_the_director_is_not_running(params string[] arguments)
    {
        ProgramResult result = Run(arguments);
        Assert.Equal(2, result.Status);
        Assert.Equal(
            "Can't initialize ipvs: The director is not running: there is no socket '/nonexistent/s'. Start lvsd (systemctl start "
            + "lvsd), or name its socket in $LVS_SOCKET.\n",
            result.Error);
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("-h")]
    public void Help_needs_nobody(string argument) => Assert.StartsWith("ipvsadm v1.31", Run(argument).Good());

    [Theory]
    [InlineData(">/dev/full", 1, "the output cannot be written: ")]
    [InlineData(">&-", 1, "the output cannot be written: ")]
    [InlineData("2>/dev/full", 0, "")]
    public void Output_that_cannot_be_written_is_told_and_no_crash(string redirection, int status, string message)
    {
        ProgramResult result = Shell.Run(["sh", "-c", $"\"$0\" -h {redirection}", Program]);
        Assert.Equal(status, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_that_cannot_be_written_keeps_its_status() =>
        Assert.Equal(2, Shell.Run(["sh", "-c", "\"$0\" -A 2>/dev/full", Program]).Status);

    private static string Program => Path.Combine(PublishedPrograms.Directory, "ipvsadm");

    private static ProgramResult Run(params string[] arguments) => Shell.Run(
        [Program, .. arguments],
        environment: new Dictionary<string, string> { ["LVS_SOCKET"] = "/nonexistent/s" });
}
