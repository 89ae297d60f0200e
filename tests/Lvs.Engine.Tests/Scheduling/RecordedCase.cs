using System.Text.Json;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>A recording of the kernel's schedulers (tests/golden/README.md).</summary>
internal sealed class RecordedCase
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "golden");

    private RecordedCase(string name)
    {
        string path = Path.Combine(Folder, name);
        Case = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "case.json"))).RootElement;
        IEnumerable<string> lines = File.ReadLines(Path.Combine(path, "expected"));
        Expected = [.. lines.Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    public JsonElement Case { get; }

    /// <summary>One object a step.</summary>
    public IReadOnlyList<JsonElement> Expected { get; }

    public IEnumerable<string> Rules => Case.GetProperty("rules").EnumerateArray().Select(static rule => rule.GetString()!);

    public IEnumerable<string> Setup => Case.TryGetProperty("setup", out JsonElement setup)
        ? setup.EnumerateArray().Select(static line => line.GetString()!)
        : [];

    public static RecordedCase Load(string name) => new(name);

    public static IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateDirectories(Folder, pattern).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "LvsPS.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside the checkout.");
    }
}
