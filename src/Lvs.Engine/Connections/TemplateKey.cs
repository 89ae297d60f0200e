using Lvs.Engine.Addressing;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>What finds a persistence template (ip_vs_ct_in_get).</summary>
/// <param name="Protocol">The protocol; IP for a firewall mark.</param>
/// <param name="Client">The client's network.</param>
/// <param name="Virtual">The virtual address, or the mark as an address.</param>
/// <param name="VirtualPort">0 for FTP, every-port and mark services.</param>
/// <param name="Engine0">Of a persistence engine: the hash of its key, else 0.</param>
/// <param name="Engine1">The hash's second half.</param>
internal readonly record struct TemplateKey(
    Protocol Protocol, InetAddress Client, InetAddress Virtual, ushort VirtualPort, ulong Engine0, ulong Engine1)
{
    /// <summary>The key that a template in the table has.</summary>
    public static TemplateKey Of(in ConnectionSlot slot) => new(
        slot.Protocol, slot.Client, slot.Virtual, slot.VirtualPort, slot.EngineKey0,
        slot.EngineKey1);

    /// <summary>The hash of all of it.</summary>
    public ulong Hash(ulong seed)
    {
        ulong hash = TupleHash.Of(seed, Client, Virtual, 0, VirtualPort, (byte)Protocol);
        return Engine0 == 0 && Engine1 == 0 ? hash : hash ^ Engine0;
    }
}
