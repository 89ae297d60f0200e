namespace Lvs.Engine.Tests.Directing;

/// <summary>Every recorded sequence of packets leads through the recorded states, timeouts and fates, whether the XDP program or
/// the director steps them.</summary>
public sealed class StateRecordingTests
{
    private const string Again = " rescheduled";

    public static TheoryData<string> Cases => [.. Scheduling.RecordedCase.Names("fsm-*")];

    [Fact]
    public void All_recordings_are_there() => Assert.Equal(10, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_as_the_kernel_did(string name)
    {
        StateRecording recording = new(name);
        HashSet<string> transitions = [];
        string[] sequences =
            [.. recording.Sequences.Select(sequence => recording.Run(sequence, transition => transitions.Add(transition)))];

        // Scheduling anew was noticed only when the servers' turn came to the other one, so it may be missing in a recording.
        HashSet<string> expected = [.. recording.ExpectedTransitions];
        Assert.Equal(expected.Select(Bare).Distinct().Order(), transitions.Select(Bare).Distinct().Order());
        Assert.Subset(transitions, expected.Where(IsAgain).ToHashSet());
        Assert.All(transitions.Where(IsAgain), static line => Assert.Matches("^(TIME_WAIT|CLOSE|CLOSED) c(S|INIT)", line));
        Assert.DoesNotContain(transitions, line => IsAgain(line) && transitions.Contains(Bare(line)));
        if (name.EndsWith("noreuse", StringComparison.Ordinal))
            Assert.DoesNotContain(transitions, IsAgain);
        Assert.Equal(
            recording.ExpectedSequences.Select(static line => line.Replace("*", "", StringComparison.Ordinal)),
            recording.ExpectedSequences.Count == 0 ? [] : sequences.Select(static line => line.Replace("*", "", StringComparison.Ordinal)));
    }

    private static bool IsAgain(string line) => line.EndsWith(Again, StringComparison.Ordinal);

    private static string Bare(string line) => IsAgain(line) ? line[..^Again.Length] : line;
}
