using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>Statistics.</summary>
public sealed unsafe partial class Director
{
    /// <summary>What a real server's connections came to since the last reset.</summary>
    public Traffic TrafficOf(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        ServerSlot* slot = _tables.Servers + server.Id;
        CounterSlot sum = slot->Director;
        for (int cpu = 0; cpu < _cpus; cpu++)
        {
            CounterSlot* one = _tables.Counters + ((long)cpu * _maxServers) + server.Id;
            sum.InPackets += one->InPackets;
            sum.InBytes += one->InBytes;
            sum.OutPackets += one->OutPackets;
            sum.OutBytes += one->OutBytes;
        }

        return new Traffic(slot->Connections, sum.InPackets, sum.OutPackets, sum.InBytes, sum.OutBytes);
    }

    /// <summary>Sets a real server's counters to zero.</summary>
    public void ResetTraffic(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        ServerSlot* slot = _tables.Servers + server.Id;
        slot->Connections = 0;
        slot->Director = default;
        for (int cpu = 0; cpu < _cpus; cpu++)
            _tables.Counters[((long)cpu * _maxServers) + server.Id] = default;
    }
}
