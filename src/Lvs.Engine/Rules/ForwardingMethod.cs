namespace Lvs.Engine.Rules;

/// <summary>How packets reach a real server. The values are those of IPVS (ip_vs.h, IP_VS_CONN_F_FWD_MASK).</summary>
public enum ForwardingMethod : byte
{
    /// <summary>Network address translation, both ways through the director (<c>-m</c>).</summary>
    Masquerade = 0,

    /// <summary>The real server is the director itself: delivered locally. Never asked for, only found out.</summary>
    Local = 1,

    /// <summary>Encapsulation; the real server answers directly (<c>-i</c>).</summary>
    Tunnel = 2,

    /// <summary>Direct routing: only the MAC address is rewritten; the real server answers directly (<c>-g</c>).</summary>
    DirectRouting = 3,
}
