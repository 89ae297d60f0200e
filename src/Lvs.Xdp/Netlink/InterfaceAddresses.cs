using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>Which of the host's addresses speaks for an interface.</summary>
internal sealed class InterfaceAddresses
{
    private readonly Dictionary<(uint Index, InetFamily Family), InetAddress> _best = [];

    /// <summary>The interface's own address; where it has none, one of a VLAN device on it, else one of the host that is valid
    /// everywhere; the default value when there is none at all. Allocates nothing.</summary>
    internal InetAddress Find(uint index, InetFamily family) =>
        _best.TryGetValue((index, family), out InetAddress own) || _best.TryGetValue((0, family), out own) ? own : default;

    /// <summary>Takes what the host has now.</summary>
    internal void Rebuild(NetworkState network)
    {
        _best.Clear();

        // Preferred, primary, wide, of a subnet rather than a lone (virtual) address; then any order that stays.
        foreach (AddressInfo address in network.Addresses
            .Where(address => (address.Flags & (AddressFlags.Tentative | AddressFlags.DuplicateFailed)) == 0)
            .OrderByDescending(address => address.IsPreferred)
            .ThenBy(address => (address.Flags & AddressFlags.Secondary) != 0)
            .ThenBy(address => address.Scope)
            .ThenBy(address => address.PrefixLength == address.Address.Length * 8)
            .ThenBy(address => address.InterfaceIndex)
            .ThenBy(address => address.Address))
        {
            _best.TryAdd((address.InterfaceIndex, address.Address.Family), address.Address);
            if (address.Scope < AddressScope.Link)
                _best.TryAdd((0, address.Address.Family), address.Address);
        }

        foreach (LinkInfo link in network.Links.Values.Where(link => link.VlanId != 0 && link.Parent != 0).OrderBy(link => link.Index))
        {
            foreach (InetFamily family in new[] { InetFamily.V4, InetFamily.V6 })
            {
                if (_best.TryGetValue((link.Index, family), out InetAddress address))
                    _best.TryAdd((link.Parent, family), address);
            }
        }
    }
}
