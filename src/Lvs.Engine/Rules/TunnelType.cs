namespace Lvs.Engine.Rules;

/// <summary>The encapsulation of <see cref="ForwardingMethod.Tunnel"/>. The values are those of IPVS.</summary>
public enum TunnelType : byte
{
    /// <summary>IP in IP (RFC 2003, RFC 2473, RFC 4213).</summary>
    IpIp = 0,

    /// <summary>Generic UDP Encapsulation (draft-ietf-intarea-gue).</summary>
    Gue = 1,

    /// <summary>Generic Routing Encapsulation (RFC 2784).</summary>
    Gre = 2,
}
