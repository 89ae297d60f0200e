using System.Text.RegularExpressions;
using Lvs.Ipvsadm.Tests.Support;
using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests.Recordings;

/// <summary>Every recording of the real ipvsadm's command line, repeated by ours on lvsd: output, messages and exit statuses are
/// the same to the byte, but for <see cref="Differences"/>.</summary>
[Collection(DirectorCollection.Name)]
public sealed class RecordingTests(Director director)
{
    public static TheoryData<string> Cases() => [.. Directory.EnumerateDirectories(Paths.Recordings, "cli-*")
        .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [RootTheory]
    [MemberData(nameof(Cases))]
    public async Task Ipvsadm_answers_as_recorded(string name)
    {
        await director.ResetAsync();
        string folder = Path.Combine(Paths.Recordings, name);
        ProgramResult result = director.Script(
            File.ReadAllText(Path.Combine(folder, "script")), files: [Path.Combine(Paths.Recordings, "lib.sh")]);
        string expected = File.ReadAllText(Path.Combine(folder, "expected"));
        foreach (Difference difference in Differences.All.Where(difference => difference.Case == name))
            expected = difference.Apply(expected);
        Assert.Equal("", result.Error);
        Assert.Equal(Blocks(expected), Blocks(WithoutKernelFiles(result.Output)));
    }

    [Fact]
    public void Every_difference_is_of_a_recording_and_has_a_reason()
    {
        Assert.All(Differences.All, difference =>
        {
            Assert.NotEmpty(difference.Reason);
            difference.Apply(File.ReadAllText(Path.Combine(Paths.Recordings, difference.Case, "expected")));
        });
    }

    private static string WithoutKernelFiles(string text) =>
        Regex.Replace(text, Differences.KernelFiles, "", RegexOptions.Multiline);

    // One command with all it printed a piece: a failure shows the command that is wrong, not two long texts.
    private static string[] Blocks(string text) => Regex.Split(text, @"^(?=\$ )", RegexOptions.Multiline);
}
