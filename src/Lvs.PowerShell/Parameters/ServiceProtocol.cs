namespace LvsPS;

/// <summary>The protocols that a virtual service can have.</summary>
public enum ServiceProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>SCTP.</summary>
    Sctp,
}
