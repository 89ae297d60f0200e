using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// wrr: round after round through the list, each round taking the servers of at least a current weight, which falls by the
/// greatest common divisor from round to round (ip_vs_wrr). Any change of the servers goes back to the head of the list, but
/// keeps the current weight where it can: with servers added one by one it therefore starts low.
/// </summary>
public sealed class WeightedRoundRobinScheduler : IndexedScheduler
{
    private readonly WeightTree _weights = new();

    // The server picked last; null stands for the head of the list.
    private RealServer? _cursor;
    private int _current;
    private int _highest;
    private int _step = 1;

    /// <inheritdoc/>
    public override string Name => "wrr";

    private protected override RealServer? Choose(in SchedulingRequest request)
    {
        if (_highest == 0)
            return null;
        int open = _weights.HighestOpen;
        if (open == 0)
            return RunOut();

        int slot = _weights.Next(_cursor is null ? 0 : _cursor.Position + 1, _current);
        if (slot < 0)
        {
            _current -= _step;
            if (_current <= 0)
                _current = _highest;

            // Rounds for which nobody weighs enough would find nobody: on to the first that does. The last round is for weight 1.
            if (_current > open)
                _current -= (int)((((long)_current - open) + _step - 1) / _step * _step);
            slot = _weights.Next(0, _current);
        }

        return _cursor = Slots[slot];
    }

    internal override void Attach(VirtualService service)
    {
        base.Attach(service);
        Restart();
        _current = _highest;
    }

    internal override void ServerAdded(RealServer server)
    {
        base.ServerAdded(server);
        ServersChanged();
    }

    internal override void ServerRemoved(RealServer server)
    {
        base.ServerRemoved(server);
        ServersChanged();
    }

    internal override void ServerEdited(RealServer server)
    {
        base.ServerEdited(server);
        ServersChanged();
    }

    private protected override void Resize(int capacity) => _weights.Resize(capacity);

    private protected override void Update(int slot, RealServer? server) =>
        _weights.Set(slot, server?.Weight ?? 0, server is { IsOverloaded: false });

    private void Restart()
    {
        _cursor = null;
        _step = _weights.CommonDivisor;

        // So that the last round is always for weight 1, all weights being multiples of the step.
        _highest = _weights.Highest - (_step - 1);
    }

    private void ServersChanged()
    {
        Restart();
        if (_current > _highest || _current == 0)
            _current = _highest;
        else if (_step > 1)
            _current = (_current / _step * _step) + 1;
    }

    /// <summary>All servers are overloaded, or of weight 0. The kernel finds out by going through all rounds, and where it ends
    /// up is where it goes on when one is free again.</summary>
    private RealServer? RunOut()
    {
        if (_cursor is not null && _current <= _step)
        {
            // It began amid the last round, went through all of them, and stopped at the server where it had begun.
            _current = ((_highest - 1) % _step) + 1;
            return null;
        }

        _cursor = null;
        _current = _highest;
        return null;
    }
}
