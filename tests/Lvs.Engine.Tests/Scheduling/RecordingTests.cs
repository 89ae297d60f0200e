using System.Text.Json;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>Every recorded sequence of a scheduler, pick by pick, with the counters after each step; the random ones by their
/// distribution (<see cref="PowerOfTwoChoicesTests"/>).</summary>
public sealed class RecordingTests
{
    public static TheoryData<string> Cases => [.. RecordedCase.Names("sched-*").Where(static name =>
        !name.StartsWith("sched-twos-", StringComparison.Ordinal))];

    [Fact]
    public void All_recordings_are_there() => Assert.Equal(177, RecordedCase.Names("sched-*").Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Picks_what_the_kernel_picked(string name)
    {
        RecordedCase recording = RecordedCase.Load(name);
        using RecordedTraffic traffic = new(recording);
        int number = 0;
        foreach (JsonElement line in recording.Expected)
        {
            number++;
            JsonElement step = line.GetProperty("step");
            string? source = line.TryGetProperty("src", out JsonElement src) ? src.GetString() : null;
            string? chosen = traffic.Do(step, source);
            if (line.TryGetProperty("to", out JsonElement to))
                Assert.True(to.GetString() == chosen, $"step {number} {step}: expected {to}, chose {chosen ?? "none"}");
            Assert.True(line.TryGetProperty("stuck", out _) == traffic.IsStuck, $"step {number} {step}: {line}");
            if (line.TryGetProperty("counters", out JsonElement counters) && counters.ValueKind == JsonValueKind.Object)
            {
                string counted = Counters(traffic.Site.Rules);
                Assert.True(counters.ToString() == counted, $"step {number} {step}: expected {counters}, counted {counted}");
            }
        }
    }

    private static string Counters(RuleBook book)
    {
        IEnumerable<string> counters = Assert.Single(book.Services).Servers.Select(
            static server => $"\"{server.Key}\": [{server.ActiveConnections}, {server.InactiveConnections}]");
        return "{" + string.Join(", ", counters) + "}";
    }
}
