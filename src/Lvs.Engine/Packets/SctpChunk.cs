namespace Lvs.Engine.Packets;

/// <summary>The SCTP chunk types (RFC 9260, section 3.2) that are more than events of the state tables.</summary>
public static class SctpChunk
{
    /// <summary>INIT.</summary>
    public const byte Init = 1;

    /// <summary>ABORT.</summary>
    public const byte Abort = 6;

    /// <summary>COOKIE ECHO.</summary>
    public const byte CookieEcho = 10;

    /// <summary>COOKIE ACK.</summary>
    public const byte CookieAck = 11;
}
