namespace Lvs.Engine.Rules;

/// <summary>Whether a GUE or GRE tunnel carries a checksum of its own (<c>--tun-nocsum --tun-csum --tun-remcsum</c>).</summary>
public enum TunnelChecksum : byte
{
    /// <summary>None: a GUE packet's UDP checksum is zero.</summary>
    None = 0,

    /// <summary>The outer UDP (GUE) or GRE checksum is computed.</summary>
    Full = 1,

    /// <summary>GUE's remote checksum offload.</summary>
    Remote = 2,
}
