using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Protocols between the contract and the engine.</summary>
internal static class ProtocolConversion
{
    public static Protocol ToEngine(LvsProtocol protocol, string path) => protocol switch
    {
        LvsProtocol.Tcp => Protocol.Tcp,
        LvsProtocol.Udp => Protocol.Udp,
        LvsProtocol.Sctp => Protocol.Sctp,
        _ => throw Problem.Rule(
            RuleError.InvalidProtocol, "ip", "Protocol 'ip' cannot be balanced.", "Use tcp, udp or sctp.", path),
    };

    public static LvsProtocol ToContract(Protocol protocol) => protocol switch
    {
        Protocol.Tcp => LvsProtocol.Tcp,
        Protocol.Udp => LvsProtocol.Udp,
        Protocol.Sctp => LvsProtocol.Sctp,
        _ => LvsProtocol.Ip,
    };
}
