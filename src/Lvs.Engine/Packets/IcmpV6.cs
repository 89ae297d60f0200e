namespace Lvs.Engine.Packets;

/// <summary>ICMPv6 types and codes (RFC 4443) the director deals with.</summary>
public static class IcmpV6
{
    /// <summary>Destination unreachable.</summary>
    public const byte Unreachable = 1;

    /// <summary>Packet too big.</summary>
    public const byte PacketTooBig = 2;

    /// <summary>Time exceeded.</summary>
    public const byte TimeExceeded = 3;

    /// <summary>Parameter problem.</summary>
    public const byte ParameterProblem = 4;

    /// <summary>The first type that is no error but information.</summary>
    public const byte FirstInformational = 128;

    /// <summary>Echo request.</summary>
    public const byte EchoRequest = 128;

    /// <summary>Echo reply.</summary>
    public const byte EchoReply = 129;

    /// <summary>Code of <see cref="Unreachable"/>: no service at that port.</summary>
    public const byte CodePortUnreachable = 4;

    /// <summary>Code of <see cref="TimeExceeded"/>: the hop limit ended on the way.</summary>
    public const byte CodeTransit = 0;
}
