using System.Diagnostics;

namespace Lvs.Service.Tests.Fakes;

/// <summary>Runs a command and waits for its end.</summary>
internal static class Shell
{
    public static (int ExitCode, string Output) Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000), $"{command} did not end");
        return (process.ExitCode, output);
    }
}
