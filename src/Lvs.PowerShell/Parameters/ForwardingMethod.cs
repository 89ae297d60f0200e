namespace LvsPS;

/// <summary>The forwarding methods that can be asked for.</summary>
public enum ForwardingMethod
{
    /// <summary>Network address translation, both ways through the director (<c>ipvsadm -m</c>).</summary>
    Masquerade,

    /// <summary>Only the MAC address is rewritten; the real server answers directly (<c>-g</c>).</summary>
    DirectRouting,

    /// <summary>Encapsulation; the real server answers directly (<c>-i</c>).</summary>
    Tunnel,
}
