using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>What lblc and lblcr have in common: wlc for destinations not seen before, and the question whether a server is
/// overtaxed while another idles.</summary>
public abstract class LocalityScheduler : LeastScheduler
{
    private readonly SlotSet _idle = new();

    private protected LocalityScheduler()
    {
    }

    private protected override Cost Measure(RealServer server) => Cost.OfConnections(server);

    private protected override void Resize(int capacity)
    {
        base.Resize(capacity);
        _idle.Resize(capacity);
    }

    private protected override void Update(int slot, RealServer? server)
    {
        base.Update(slot, server);
        UpdateIdle(slot, server);
    }

    /// <summary>Notes whether a server idles. Thresholds do not matter here (is_overloaded).</summary>
    private protected void UpdateIdle(int slot, RealServer? server) =>
        _idle.Set(slot, server is not null && server.ActiveConnections * 2L < server.Weight);

    /// <summary>True when a server has more active connections than its weight, while some other has less than half.</summary>
    private protected bool IsOvertaxed(RealServer server) => server.ActiveConnections > server.Weight && _idle.Next(0) >= 0;
}
