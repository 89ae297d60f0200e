namespace Lvs.Engine.Packets;

/// <summary>ICMP types and codes (RFC 792) the director deals with.</summary>
public static class IcmpV4
{
    /// <summary>Echo reply.</summary>
    public const byte EchoReply = 0;

    /// <summary>Destination unreachable.</summary>
    public const byte Unreachable = 3;

    /// <summary>Source quench (deprecated by RFC 6633, still matched by IPVS).</summary>
    public const byte SourceQuench = 4;

    /// <summary>Redirect.</summary>
    public const byte Redirect = 5;

    /// <summary>Echo request.</summary>
    public const byte EchoRequest = 8;

    /// <summary>Time exceeded.</summary>
    public const byte TimeExceeded = 11;

    /// <summary>Parameter problem.</summary>
    public const byte ParameterProblem = 12;

    /// <summary>Code of <see cref="Unreachable"/>: no service at that port.</summary>
    public const byte CodePortUnreachable = 3;

    /// <summary>Code of <see cref="Unreachable"/>: too big, and fragmentation forbidden (RFC 1191).</summary>
    public const byte CodeFragmentationNeeded = 4;

    /// <summary>Code of <see cref="TimeExceeded"/>: the TTL ended on the way.</summary>
    public const byte CodeTransit = 0;
}
