using System.Text.Json;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

public sealed class PowerOfTwoChoicesTests
{
    private const int Runs = 40;

    public static TheoryData<string> Cases => [.. RecordedCase.Names("sched-twos-*")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spreads_as_the_kernel_did(string name)
    {
        RecordedCase recording = RecordedCase.Load(name);
        JsonElement expected = recording.Expected[^1].GetProperty("distribution (random, no sequence)");
        JsonElement[] steps = [.. recording.Case.GetProperty("steps").EnumerateArray()];
        Dictionary<string, List<int>> counts = [];
        for (int run = 1; run <= Runs; run++)
        {
            using RecordedTraffic traffic = new(recording, new SchedulingContext { Random = new XorShiftRandom((ulong)run) });
            var picks = steps.Select((step, i) => traffic.Do(step, Source(step, i))!).CountBy(static server => server);
            foreach ((string server, int count) in picks)
                (counts.TryGetValue(server, out List<int>? list) ? list : counts[server] = []).Add(count);
        }

        Assert.Equal(expected.EnumerateObject().Select(static server => server.Name).Order(), counts.Keys.Order());
        foreach ((string server, List<int> list) in counts)
        {
            // As far off as independent picks may be. Balancing picks scatter less, and all but one recording lie closer.
            double mean = list.Average();
            double deviation = Math.Sqrt(mean * (1 - (mean / steps.Length)));
            int recorded = expected.GetProperty(server).GetInt32();
            Assert.True(Math.Abs(recorded - mean) <= 3 * deviation, $"{server}: {recorded}, here {mean:f1} +- {deviation:f1}");
        }
    }

    [Theory]
    [InlineData(0u, 3)]
    [InlineData(1u, 3)]
    [InlineData(3u, 3)]
    [InlineData(4u, 2)]
    [InlineData(5u, 2)]
    [InlineData(6u, 1)]
    [InlineData(7u, 3)]
    public void Draws_from_zero_to_the_total(uint number, int server)
    {
        RuleBook book = Book.With("twos", scheduling: new SchedulingContext { Random = new Sequence(number, number) });
        for (int i = 1; i <= 3; i++)
            book.Add(i, weight: i);
        Assert.Equal(Book.Server(server), book.Pick()!.Key);
    }

    [Fact]
    public void Takes_the_less_loaded_of_the_two()
    {
        RuleBook book = Book.With("twos", scheduling: new SchedulingContext { Random = new Sequence(1, 2, 1, 2, 2, 1) });
        book.Add(1);
        RealServer second = book.Add(2);
        Assert.Equal(second, book.Pick());
        second.ConnectionAdded(active: false);
        Assert.Equal(Book.Server(1), book.Pick()!.Key);
        Assert.Equal(Book.Server(1), book.Pick()!.Key);
    }

    [Fact]
    public void The_comparison_wraps_in_32_bits_as_the_kernels()
    {
        RuleBook book = Book.With("twos", scheduling: new SchedulingContext { Random = new Sequence(1, 65536) });
        RealServer light = book.Add(1, weight: 65535);
        RealServer heavy = book.Add(2, weight: 65535);
        for (int i = 0; i < 200; i++)
            heavy.ConnectionAdded(active: true);

        // 65535 * 200 * 256 is negative as an int, and so no more than 0.
        Assert.Equal(heavy, book.Pick());
        Assert.Equal(0, light.ActiveConnections);
    }

    private static string Source(JsonElement step, int i)
    {
        string source = step[2].GetString()!;
        return source.Contains(':') ? source : $"{source}:{20001 + i}";
    }

    private sealed class Sequence(params uint[] numbers) : IRandom
    {
        private int _next;

        public uint NextUInt32() => numbers[_next++];
    }
}
