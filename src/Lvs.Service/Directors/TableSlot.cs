using System.Runtime.InteropServices;

namespace Lvs.Service.Directors;

/// <summary>struct lvs_connection of lvs_abi.h (192 bytes), as far as a listing reads it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct TableSlot
{
    public const byte Connection = 1; // LVS_CONNECTION
    public const byte Template = 2; // LVS_TEMPLATE
    public const uint StateMask = 0xff; // LVS_STATE_MASK
    public const uint NoOutput = 0x100; // LVS_STATE_NOOUTPUT
    public const byte Controlled = 0x02; // LVS_F_CONTROLLED
    public const byte OnePacket = 0x04; // LVS_F_ONE_PACKET

    [FieldOffset(0)]
    public UInt128 Client;

    [FieldOffset(16)]
    public UInt128 Virtual;

    [FieldOffset(32)]
    public UInt128 Server;

    [FieldOffset(48)]
    public ushort ClientPort;

    [FieldOffset(50)]
    public ushort VirtualPort;

    [FieldOffset(52)]
    public ushort ServerPort;

    [FieldOffset(54)]
    public byte Protocol;

    [FieldOffset(55)]
    public byte Kind;

    [FieldOffset(56)]
    public uint State;

    [FieldOffset(60)]
    public byte Family;

    [FieldOffset(61)]
    public byte ServerFamily;

    [FieldOffset(62)]
    public byte Method;

    [FieldOffset(63)]
    public byte Flags;

    [FieldOffset(64)]
    public ulong InPackets;

    [FieldOffset(72)]
    public ulong InBytes;

    [FieldOffset(80)]
    public uint InSeen;

    [FieldOffset(84)]
    public uint Timeout;

    [FieldOffset(88)]
    public uint ServerId;

    [FieldOffset(96)]
    public uint Generation;

    [FieldOffset(112)]
    public uint FirewallMark;

    [FieldOffset(120)]
    public uint Created;

    [FieldOffset(128)]
    public ulong OutPackets;

    [FieldOffset(136)]
    public ulong OutBytes;

    [FieldOffset(144)]
    public uint OutSeen;
}
