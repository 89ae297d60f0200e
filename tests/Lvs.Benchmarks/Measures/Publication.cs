using Lvs.Lab.Processes;

namespace Lvs.Benchmarks.Measures;

/// <summary>lvsd as users have it: one file, self-contained, trimmed, compiled ahead. All measures run on that.</summary>
internal static class Publication
{
    /// <summary>True when a published lvsd is measured, false when it is the build's own.</summary>
    public static bool IsUsed => Environment.GetEnvironmentVariable(Executables.LvsdVariable) is { } path
        && !path.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>Publishes lvsd, and has everything that starts lvsd take that. It stays, so that the next run has to make only what was
    /// changed.</summary>
    public static async Task MakeAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Executables.LvsdVariable) is not null)
            return;
        string directory = Path.Combine(Repository.Root, "tests", "Lvs.Benchmarks", "obj", "lvsd");
        CommandResult result = await Command.RunAsync(
            [Executables.DotnetHost, "publish", Path.Combine(Repository.Root, "src", "Lvs.Service"), "-c", "Release", "--artifacts-path",
                Path.Combine(directory, "obj"), "-o", directory],
            cancellation: cancellation);
        if (result.ExitCode != 0)
        {
            Console.WriteLine("lvsd could not be published, so that the build's own is measured: " + result.Output.Trim().Split('\n')[^1]);
            return;
        }

        Environment.SetEnvironmentVariable(Executables.LvsdVariable, Path.Combine(directory, "lvsd"));
    }
}
