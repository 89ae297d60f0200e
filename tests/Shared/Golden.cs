namespace Lvs.Tests;

/// <summary>Finds the recordings of the real IPVS, which lie in <c>tests/golden</c>, or all of them beside the
/// checkout in <c>shared/golden</c>.</summary>
public static class Golden
{
    /// <summary>Names the directory <c>shared</c> when it is elsewhere.</summary>
    public const string Variable = "LVS_SHARED";

    /// <summary>Why tests that need the recordings are skipped.</summary>
    public const string Absent =
        "needs the recordings: no tests/golden or shared/golden above the tests, and " + Variable + " does not name shared";

    /// <summary>The directory of the recordings, null when there is none.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>The path of a file in a recorded case.</summary>
    public static string Path(string @case, string file) =>
        System.IO.Path.Combine(Directory ?? throw new InvalidOperationException(Absent), @case, file);

    /// <summary>The frames of a recorded case at one side of the director.</summary>
    /// <param name="case">The folder, such as <c>cap-nat-tcp</c>.</param>
    /// <param name="side"><c>client</c> or <c>server</c>.</param>
    public static byte[][] Frames(string @case, string side) => PcapFile.Read(Path(@case, side + ".pcap"));

    /// <summary>The same with the times they were seen at, in seconds.</summary>
    public static (double Time, byte[] Frame)[] TimedFrames(string @case, string side) =>
        PcapFile.ReadTimed(Path(@case, side + ".pcap"));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            string golden = System.IO.Path.Combine(named, "golden");
            return System.IO.Directory.Exists(golden) ? golden : null;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (string folder in (string[])["tests", "shared"])
            {
                string golden = System.IO.Path.Combine(at.FullName, folder, "golden");
                if (System.IO.Directory.Exists(golden))
                    return golden;
            }
        }

        return null;
    }
}
