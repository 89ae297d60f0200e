using Lvs.Engine.Addressing;

namespace Lvs.Engine.Scheduling;

/// <summary>What a scheduler may look at when it picks: the packet itself, also when the pick is for a persistence template
/// (ip_vs_sched_persist masks only the template's address, not what the scheduler sees).</summary>
/// <param name="Client">The source address.</param>
/// <param name="ClientPort">The source port in host order.</param>
/// <param name="Destination">The address the client asked for.</param>
/// <param name="DestinationPort">Host order.</param>
/// <param name="Now">The time, in ticks (see Ticks).</param>
public readonly record struct SchedulingRequest(
    InetAddress Client, ushort ClientPort, InetAddress Destination, ushort DestinationPort, uint Now);
