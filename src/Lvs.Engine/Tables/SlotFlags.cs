namespace Lvs.Engine.Tables;

/// <summary>Flags of a connection slot: LVS_F_*.</summary>
[Flags]
public enum SlotFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Every packet goes to the director.</summary>
    Punt = 1,

    /// <summary>It has a persistence template: conn_reuse_mode does not apply.</summary>
    Controlled = 2,

    /// <summary>One-packet scheduling.</summary>
    OnePacket = 4,

    /// <summary>Masquerading changes the port.</summary>
    Ports = 8,

    /// <summary>Of a template: its real server is gone, or it was removed; it is found no more and waits for its members.</summary>
    Invalid = 16,
}
