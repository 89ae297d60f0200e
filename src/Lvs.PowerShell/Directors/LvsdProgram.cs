namespace LvsPS;

/// <summary>Where lvsd's program is on this machine.</summary>
internal static class LvsdProgram
{
    private const string Variable = "LVSD";

    /// <summary>The command that runs it.</summary>
    /// <param name="path">The path given; null looks at $LVSD, at the directories of $PATH and at /usr/sbin.</param>
    /// <exception cref="LvsClientException">There is none.</exception>
    public static IReadOnlyList<string> Find(string? path)
    {
        IEnumerable<string?> places = path is not null
            ? [path]
            :
            [
                Environment.GetEnvironmentVariable(Variable),
                .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "lvsd")),
                "/usr/sbin/lvsd",
            ];
        string found = places.FirstOrDefault(File.Exists) ?? throw new LvsClientException(
            "lvsd-not-found", path, path is null ? "There is no lvsd on this machine." : $"There is no lvsd at '{path}'.",
            $"Install it, or name its program with -Path or in ${Variable}.");
        return found.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", found] : [found];
    }
}
