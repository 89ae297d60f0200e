namespace Lvs.Tests;

/// <summary>Whether the sources that this was built from have a director, without which lvsd does not start.</summary>
internal static class DirectorProbe
{
    /// <summary>Why tests that start lvsd are skipped; null when they are not.</summary>
    public static string? SkipReason { get; } = Exists() ? null : "this build of lvsd has no director yet: nothing forwards";

    // .ci/run asks for the same file. Where the sources are not found the tests run, and fail rather than hide.
    private static bool Exists()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LvsPS.sln")))
                return File.Exists(Path.Combine(directory.FullName, "src", "Lvs.Engine", "Director.cs"));
        }

        return true;
    }
}
