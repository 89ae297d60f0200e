namespace Lvs.Engine.Packets;

/// <summary>The SCTP chunk types (RFC 9260, section 3.2) that decide something beside the state.</summary>
public static class SctpChunk
{
    /// <summary>INIT.</summary>
    public const byte Init = 1;

    /// <summary>ABORT.</summary>
    public const byte Abort = 6;
}
