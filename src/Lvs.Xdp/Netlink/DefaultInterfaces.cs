namespace Lvs.Xdp.Netlink;

/// <summary>Which interfaces the director works on when none are named.</summary>
public static class DefaultInterfaces
{
    /// <summary>
    /// Every network card and veth that has an address: not loopback, not the software devices (bridges, bonds, tunnels), not
    /// the ports of a bridge or bond. The card under a VLAN device with an address is one too, as that is where its frames
    /// come in. A link-local address alone does not count: every veth of a container host has one.
    /// </summary>
    /// <param name="links">All devices.</param>
    /// <param name="addresses">All addresses.</param>
    /// <returns>In the order of their indices; empty when there is none.</returns>
    public static IReadOnlyList<LinkInfo> Choose(IEnumerable<LinkInfo> links, IEnumerable<AddressInfo> addresses)
    {
        LinkInfo[] all = [.. links];
        HashSet<uint> addressed =
            [.. addresses.Where(address => address.Scope < AddressScope.Link).Select(address => address.InterfaceIndex)];
        addressed.UnionWith([.. all.Where(link => link.VlanId != 0 && addressed.Contains(link.Index)).Select(link => link.Parent)]);
        return
        [
            .. all.Where(link => !link.IsLoopback && link.Master == 0 && link.IsEthernet
                    && (link.IsPhysical || link.Kind == "veth") && addressed.Contains(link.Index))
                .OrderBy(link => link.Index),
        ];
    }

    /// <summary>Those chosen, and the network cards that have no address yet: at boot they get theirs when the director
    /// runs already.</summary>
    /// <inheritdoc cref="Choose"/>
    public static IReadOnlyList<LinkInfo> Expect(IEnumerable<LinkInfo> links, IEnumerable<AddressInfo> addresses)
    {
        LinkInfo[] all = [.. links];
        return
        [
            .. Choose(all, addresses)
                .Union(all.Where(static link => link.IsPhysical && link.Master == 0))
                .OrderBy(static link => link.Index),
        ];
    }
}
