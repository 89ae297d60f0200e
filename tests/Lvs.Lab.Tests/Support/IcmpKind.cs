namespace Lvs.Lab.Tests.Support;

/// <summary>An ICMP message's meaning, whichever the version.</summary>
internal enum IcmpKind
{
    EchoReply,
    TimeExceeded,
    Unreachable,
    TooBig,
}
