using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>A scheduler that takes the server of the least cost, the first in the list at a tie, and never one that is
/// overloaded or of weight 0.</summary>
public abstract class LeastScheduler : IndexedScheduler
{
    private readonly LeastTree _tree = new();

    private protected LeastScheduler()
    {
    }

    private protected override RealServer? Choose(in SchedulingRequest request) => PickLeast();

    private protected RealServer? PickLeast()
    {
        int slot = _tree.Least;
        return slot < 0 ? null : Slots[slot];
    }

    private protected override void Resize(int capacity) => _tree.Resize(capacity);

    private protected override void Update(int slot, RealServer? server) =>
        _tree.Set(slot, server is null || server.IsOverloaded || server.Weight == 0 ? Cost.Never : Measure(server));

    /// <summary>The cost of a server that is neither overloaded nor of weight 0.</summary>
    private protected abstract Cost Measure(RealServer server);
}
