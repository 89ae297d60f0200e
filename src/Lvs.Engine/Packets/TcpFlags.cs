namespace Lvs.Engine.Packets;

/// <summary>The flags of a TCP header (RFC 9293), bit for bit as byte 13 of the header.</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>None at all.</summary>
    None = 0,

    /// <summary>FIN.</summary>
    Fin = 0x01,

    /// <summary>SYN.</summary>
    Syn = 0x02,

    /// <summary>RST.</summary>
    Rst = 0x04,

    /// <summary>PSH.</summary>
    Psh = 0x08,

    /// <summary>ACK.</summary>
    Ack = 0x10,

    /// <summary>URG.</summary>
    Urg = 0x20,

    /// <summary>ECE (RFC 3168).</summary>
    Ece = 0x40,

    /// <summary>CWR (RFC 3168).</summary>
    Cwr = 0x80,
}
