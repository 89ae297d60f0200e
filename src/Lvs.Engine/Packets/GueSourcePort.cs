namespace Lvs.Engine.Packets;

/// <summary>
/// GUE's UDP source port: the same for all packets of a connection, different between connections, so that routers and
/// receive queues spread them (the kernel's udp_flow_src_port, with our own hash).
/// </summary>
public static class GueSourcePort
{
    /// <summary>The lowest port: where Linux's local port range begins.</summary>
    public const int First = 32768;

    /// <summary>The highest port: where Linux's local port range ends.</summary>
    public const int Last = 60999;

    /// <summary>The port, in host order: <c>32768 + (((hash &gt;&gt; 32) * 28232) &gt;&gt; 32)</c>.</summary>
    /// <param name="tupleHash">The 64-bit hash of the client's packet that also finds its bucket of the index (lvs_abi.h: after
    /// the last mix), so that XDP has it at hand.</param>
    public static ushort Of(ulong tupleHash) => (ushort)(First + (((tupleHash >> 32) * (Last - First + 1)) >> 32));
}
