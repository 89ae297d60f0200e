using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tables;

/// <summary>
/// One entry of the connection table, as the XDP program and the director share it: struct lvs_connection of lvs_abi.h,
/// 192 bytes, three cache lines. Addresses stand in network order, IPv4 padded with zeros behind; ports in network order
/// as loaded from memory; times in ticks.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
public struct ConnectionSlot
{
    /// <summary>Bits of <see cref="StateWord"/> that hold the protocol's state.</summary>
    public const uint StateMask = 0xff;

    /// <summary>Bit of <see cref="StateWord"/>: no packet from the server was seen, the one-sided table applies.</summary>
    public const uint NoOutput = 0x100;

    /// <summary>Value of a template's <see cref="StateWord"/>: a member of it has been answered (IP_VS_CTPL_S_ASSURED).</summary>
    public const uint Assured = 1;

    [FieldOffset(0)] internal ulong Client0;
    [FieldOffset(8)] internal ulong Client1;
    [FieldOffset(16)] internal ulong Virtual0;
    [FieldOffset(24)] internal ulong Virtual1;
    [FieldOffset(32)] internal ulong Server0;
    [FieldOffset(40)] internal ulong Server1;
    [FieldOffset(48)] internal ushort ClientPortRaw;
    [FieldOffset(50)] internal ushort VirtualPortRaw;
    [FieldOffset(52)] internal ushort ServerPortRaw;
    [FieldOffset(54)] internal byte ProtocolNumber;
    [FieldOffset(55)] internal byte KindByte;
    [FieldOffset(56)] internal uint StateWord;
    [FieldOffset(60)] internal byte FamilyByte;
    [FieldOffset(61)] internal byte ServerFamilyByte;
    [FieldOffset(62)] internal byte MethodByte;
    [FieldOffset(63)] internal byte FlagsByte;
    [FieldOffset(64)] internal ulong InPackets;
    [FieldOffset(72)] internal ulong InBytes;
    [FieldOffset(80)] internal uint InSeen;
    [FieldOffset(84)] internal uint Timeout;
    [FieldOffset(88)] internal uint ServerId;
    [FieldOffset(92)] internal uint ServiceId;
    [FieldOffset(96)] internal uint Generation;
    [FieldOffset(100)] internal ushort Profile;
    [FieldOffset(102)] internal ushort InNetworkDelta;
    [FieldOffset(104)] internal ushort InTransportDelta;
    [FieldOffset(106)] internal ushort InPad;
    [FieldOffset(108)] internal uint Control;
    [FieldOffset(112)] internal uint FirewallMark;
    [FieldOffset(116)] internal uint Children;
    [FieldOffset(120)] internal uint Created;
    [FieldOffset(128)] internal ulong OutPackets;
    [FieldOffset(136)] internal ulong OutBytes;
    [FieldOffset(144)] internal uint OutSeen;
    [FieldOffset(148)] internal uint OutServerId;
    [FieldOffset(152)] internal ushort OutProfile;
    [FieldOffset(154)] internal ushort OutNetworkDelta;
    [FieldOffset(156)] internal ushort OutTransportDelta;
    [FieldOffset(158)] internal ushort OutPad;

    /// <summary>Of a template made by a persistence engine: the hash of what the engine keys by.</summary>
    [FieldOffset(160)] internal ulong EngineKey0;

    /// <summary>The hash's second half.</summary>
    [FieldOffset(168)] internal ulong EngineKey1;

    /// <summary>What the slot holds.</summary>
    public readonly SlotKind Kind => (SlotKind)KindByte;

    /// <summary>TCP, UDP, SCTP; IP for the template of a firewall mark.</summary>
    public readonly Protocol Protocol => (Protocol)ProtocolNumber;

    /// <summary>The protocol's state, by IPVS's numbers.</summary>
    public readonly byte State => (byte)(StateWord & StateMask);

    /// <summary>The forwarding method.</summary>
    public readonly ForwardingMethod Method => (ForwardingMethod)MethodByte;

    /// <summary>The flags.</summary>
    public readonly SlotFlags Flags => (SlotFlags)FlagsByte;

    /// <summary>When the last packet of either side came, in ticks; of a template, when it was last used.</summary>
    public readonly uint LastSeen => OutPackets != 0 && Ticks.Since(OutSeen, InSeen) > 0 ? OutSeen : InSeen;

    /// <summary>The client's port, in host order.</summary>
    public ushort ClientPort
    {
        readonly get => BinaryPrimitives.ReverseEndianness(ClientPortRaw);
        internal set => ClientPortRaw = BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>The port that the client asked for, in host order.</summary>
    public ushort VirtualPort
    {
        readonly get => BinaryPrimitives.ReverseEndianness(VirtualPortRaw);
        internal set => VirtualPortRaw = BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>The real server's port, in host order.</summary>
    public ushort ServerPort
    {
        readonly get => BinaryPrimitives.ReverseEndianness(ServerPortRaw);
        internal set => ServerPortRaw = BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>The client's address.</summary>
    public readonly InetAddress Client => InetAddress.FromRaw(Client0, Client1, (InetFamily)FamilyByte);

    /// <summary>The virtual address; of a firewall mark's template 0.0.0.0 and the mark.</summary>
    public readonly InetAddress Virtual => InetAddress.FromRaw(Virtual0, Virtual1, (InetFamily)FamilyByte);

    /// <summary>The real server's address.</summary>
    public readonly InetAddress Server => InetAddress.FromRaw(Server0, Server1, (InetFamily)ServerFamilyByte);
}
