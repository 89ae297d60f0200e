using System.Reflection;
using System.Runtime.InteropServices;

namespace Lvs.Lab.Processes;

/// <summary>Where the programs are that the lab starts: itself, and lvsd.</summary>
internal static class Executables
{
    /// <summary>The variable that names another lvsd than the one this build made.</summary>
    public const string LvsdVariable = "LVSD";

    /// <summary>The dotnet that runs this process: the runtime's directory is DOTNET/shared/Microsoft.NETCore.App/VERSION.</summary>
    public static string DotnetHost { get; } = FindHost();

    /// <summary>The command that runs lvsd.</summary>
    /// <exception cref="LabException">It was not built.</exception>
    public static IReadOnlyList<string> Lvsd()
    {
        string? built = typeof(Executables).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "LvsdPath")?.Value;
        string?[] places =
        [
            Environment.GetEnvironmentVariable(LvsdVariable),
            Path.Combine(AppContext.BaseDirectory, "lvsd", "lvsd"),
            Path.Combine(AppContext.BaseDirectory, "lvsd", "lvsd.dll"),
            built,
        ];
        string path = places.FirstOrDefault(File.Exists) ?? throw new LabException(
            $"There is no lvsd at '{built}'. Build it (dotnet build src/Lvs.Service), or name one in the variable {LvsdVariable}.");
        return Runnable(path);
    }

    /// <summary>The command that runs this program.</summary>
    /// <exception cref="LabException">Its file is not where it should be.</exception>
    public static IReadOnlyList<string> Lab()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Lvs.Lab.dll");
        return File.Exists(path)
            ? Runnable(path)
            : throw new LabException($"There is no '{path}': the lab starts itself as its real servers. Build it again (dotnet build).");
    }

    private static IReadOnlyList<string> Runnable(string path) => path.EndsWith(".dll", StringComparison.Ordinal)
        ? [DotnetHost, path]
        : [path];

    private static string FindHost()
    {
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
