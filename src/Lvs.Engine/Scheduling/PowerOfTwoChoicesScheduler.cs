using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>twos: two servers drawn at random by weight, and of these the one with fewer connections for its weight
/// (ip_vs_twos).</summary>
public sealed class PowerOfTwoChoicesScheduler : IndexedScheduler
{
    private readonly WeightSums _weights = new();
    private readonly IRandom _random;

    internal PowerOfTwoChoicesScheduler(IRandom random) => _random = random;

    /// <inheritdoc/>
    public override string Name => "twos";

    private protected override RealServer? Choose(in SchedulingRequest request)
    {
        long total = _weights.Total;
        if (total == 0)
            return null;
        (int one, int other) = _weights.Find(Draw(total), Draw(total));
        RealServer first = Slots[one]!;
        RealServer second = Slots[other]!;

        // The kernel multiplies in 32 bits: with heavy weights this wraps around beyond some 128 active connections.
        int firstLoad = unchecked(second.Weight * (int)first.Overhead);
        int secondLoad = unchecked(first.Weight * (int)second.Overhead);
        return firstLoad > secondLoad ? second : first;
    }

    private protected override void Resize(int capacity) => _weights.Resize(capacity);

    private protected override void Update(int slot, RealServer? server) =>
        _weights.Set(slot, server is { IsOverloaded: false } ? server.Weight : 0);

    /// <summary>The kernel draws from 0 to the total, both included, and 0 falls to the first server as 1 does: it is drawn a
    /// little more often than its weight says.</summary>
    private long Draw(long total)
    {
        ulong range = (ulong)total + 1;
        ulong number = range <= uint.MaxValue
            ? _random.NextUInt32() % (uint)range
            : (((ulong)_random.NextUInt32() << 32) | _random.NextUInt32()) % range;
        return Math.Max((long)number, 1);
    }
}
