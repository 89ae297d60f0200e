using System.Diagnostics;
using Lvs.Lab.Processes;
using Lvs.Tests;
using Lvs.Xdp.Namespaces;

namespace Lvs.Lab.Tests.Commands;

/// <summary>The program as people run it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Help_names_every_command()
    {
        CommandResult result = await LabAsync("--help");
        Assert.Equal(0, result.ExitCode);
        string text = result.Output.Replace("[run]", "run");
        Assert.All(new[] { "run", "list", "up", "down", "serve", "ask" }, word => Assert.Contains($"Lvs.Lab {word}", text));
    }

    [Fact]
    public async Task List_names_the_seeds()
    {
        CommandResult result = await LabAsync("list");
        Assert.Equal(0, result.ExitCode);
        Assert.All(new[] { "seed 001", "seed 002", "seed 003", "seed 004" }, seed => Assert.Contains(seed, result.Output));
    }

    [Theory]
    [InlineData("run natt", "natt")]
    [InlineData("natt", "natt")]
    [InlineData("up", "scenario")]
    [InlineData("up nat dr", "scenario")]
    [InlineData("up nat-weights --as ../x", "../x")]
    [InlineData("down nowhere", "nowhere")]
    [InlineData("serve --name x", "--http")]
    [InlineData("ask 192.0.2.1", "192.0.2.1:53")]
    [InlineData("ask 192.0.2.1:53 --size 0", "--size 0")]
    public async Task Bad_input_is_named_and_ends_with_2(string arguments, string named)
    {
        CommandResult result = await LabAsync(arguments.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [RootFact]
    public async Task A_lab_stands_until_it_is_taken_down()
    {
        CommandResult up = await LabAsync("up", "nat-weights");
        Assert.True(up.ExitCode == 0, up.Error);
        try
        {
            Assert.Contains("ip netns exec lvslab-nat-client curl", up.Output);
            CommandResult asked = await Command.RunAsync(
                ["ip", "netns", "exec", "lvslab-nat-client", "curl", "-s", "--max-time", "5", "http://192.168.1.10:80/"]);
            Assert.Contains(" saw 172.16.0.203:", asked.EnsureSuccess());
            CommandResult rules = await Command.RunAsync(
                ["curl", "-s", "--unix-socket", Path.Combine(Path.GetTempPath(), "lvslab-nat", "lvsd.sock"), "http://lvsd/v1/rules"]);
            Assert.Contains("192.168.179.113", rules.EnsureSuccess());
            Assert.Contains("lab nat: standing", (await LabAsync("list")).Output);
            Assert.Equal(2, (await LabAsync("up", "nat-ports")).ExitCode);
        }
        finally
        {
            CommandResult down = await LabAsync("down", "nat");
            Assert.True(down.ExitCode == 0, down.Error);
        }

        AssertNothingLeft("lvslab-nat");
    }

    [RootFact]
    public async Task A_failure_half_way_leaves_nothing_and_says_why()
    {
        ProcessStartInfo start = new(Executables.Lab()[0], [.. Executables.Lab().Skip(1), "run", "nat-weights"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment[Executables.LvsdVariable] = "/bin/false";
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("lvsd ended with 1", error);
        AssertNothingLeft($"lvslab-{process.Id}-");
    }

    [RootTheory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task A_run_that_is_interrupted_takes_everything_down(int signal)
    {
        using Process process = Command.Start(["env", "--default-signal=INT", .. Executables.Lab(), "run", "nat"]);
        string prefix = $"lvslab-{process.Id}-";
        long deadline = Environment.TickCount64 + 20_000;
        while (!NetworkNamespace.Names().Contains($"{prefix}1-rs2"))
        {
            Assert.True(Environment.TickCount64 < deadline && !process.HasExited, "the lab did not come up");
            await Task.Delay(10);
        }

        await Task.Delay(200);
        Assert.Equal(0, BackgroundProcess.Kill(process.Id, signal));
        string output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 130, output);
        AssertNothingLeft(prefix);
    }

    private static Task<CommandResult> LabAsync(params string[] arguments) => Command.RunAsync([.. Executables.Lab(), .. arguments]);

    private static void AssertNothingLeft(string prefix)
    {
        Assert.DoesNotContain(NetworkNamespace.Names(), name => name.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateDirectories(Path.GetTempPath(), prefix + "*"));
        Assert.DoesNotContain(File.ReadLines("/proc/self/mounts"), line => line.Contains("/" + prefix, StringComparison.Ordinal));
        foreach (string path in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                Assert.DoesNotContain(prefix, File.ReadAllText(path + "/cmdline"));
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }
    }
}
