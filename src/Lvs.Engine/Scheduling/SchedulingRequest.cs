using Lvs.Engine.Addressing;

namespace Lvs.Engine.Scheduling;

/// <summary>What a scheduler may look at when it picks.</summary>
/// <param name="Client">The source address; with persistence masked to the network of the template.</param>
/// <param name="ClientPort">The source port in host order, 0 for a template.</param>
/// <param name="Destination">The address the client asked for.</param>
/// <param name="DestinationPort">Host order.</param>
/// <param name="Now">The time, in ticks (see Ticks).</param>
public readonly record struct SchedulingRequest(
    InetAddress Client, ushort ClientPort, InetAddress Destination, ushort DestinationPort, uint Now);
