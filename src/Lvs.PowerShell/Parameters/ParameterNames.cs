namespace LvsPS;

/// <summary>From parameters to the contract.</summary>
internal static class ParameterNames
{
    public static LvsProtocol ToContract(this ServiceProtocol protocol) => protocol switch
    {
        ServiceProtocol.Udp => LvsProtocol.Udp,
        ServiceProtocol.Sctp => LvsProtocol.Sctp,
        _ => LvsProtocol.Tcp,
    };

    public static LvsForwardingMethod ToContract(this ForwardingMethod method) => method switch
    {
        ForwardingMethod.Masquerade => LvsForwardingMethod.Masquerade,
        ForwardingMethod.Tunnel => LvsForwardingMethod.Tunnel,
        _ => LvsForwardingMethod.DirectRouting,
    };
}
