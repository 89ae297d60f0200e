using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>An address on a network device (RTM_NEWADDR).</summary>
/// <param name="InterfaceIndex">The device.</param>
/// <param name="Address">The host's own address (of a point-to-point link too, not the peer's).</param>
/// <param name="PrefixLength">0 to 32, 0 to 128.</param>
/// <param name="Scope">How far it is valid.</param>
/// <param name="Flags">Flags.</param>
public readonly record struct AddressInfo(
    uint InterfaceIndex, InetAddress Address, byte PrefixLength, AddressScope Scope, AddressFlags Flags)
{
    /// <summary>True when it may be used as a source: neither tentative, nor duplicate, nor deprecated.</summary>
    public bool IsPreferred => (Flags & (AddressFlags.Tentative | AddressFlags.DuplicateFailed | AddressFlags.Deprecated)) == 0;

    /// <summary>Address, prefix length and device, as in <c>192.0.2.1/24 on 2</c>.</summary>
    public override string ToString() => $"{Address}/{PrefixLength} on {InterfaceIndex}";
}
