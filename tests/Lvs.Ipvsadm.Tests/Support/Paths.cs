using System.Reflection;

namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>Where things are in this checkout.</summary>
internal static class Paths
{
    public static string Repository { get; } = Metadata("RepoRoot");

    public static string Lvsd { get; } = Metadata("LvsdPath");

    /// <summary>The recordings of the real ipvsadm.</summary>
    public static string Recordings { get; } = Path.Combine(Repository, "tests", "golden");

    private static string Metadata(string key) => typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;
}
