using Lvs.Engine.Addressing;
using Lvs.Service.Problems;
using Lvs.Xdp.Netlink;

namespace Lvs.Service.Directors;

/// <summary>Changes addresses by rtnetlink; in the network namespace of the thread that calls.</summary>
internal sealed class NetlinkAddressManager : IAddressManager
{
    private const int ENODEV = 19;

    /// <inheritdoc/>
    public bool Add(InetAddress address, int prefixLength, string interfaceName)
    {
        try
        {
            return Run(interfaceName, client => client.AddAddress(interfaceName, address, prefixLength));
        }
        catch (NetlinkException e)
        {
            throw NoInterface(interfaceName, e);
        }
    }

    /// <inheritdoc/>
    public void Remove(InetAddress address, int prefixLength, string interfaceName)
    {
        try
        {
            Run(interfaceName, client => client.RemoveAddress(interfaceName, address, prefixLength));
        }
        catch (NetlinkException)
        {
            // The interface is gone, and the address with it.
        }
    }

    /// <inheritdoc/>
    public int MtuOf(string interfaceName)
    {
        using RtnetlinkClient client = new();
        return client.TryGetLink(interfaceName, out LinkInfo? link) ? (int)link.Mtu : throw NoInterface(interfaceName, null);
    }

    // That there is no such interface is left to the caller.
    private static bool Run(string interfaceName, Func<RtnetlinkClient, bool> change)
    {
        try
        {
            using RtnetlinkClient client = new();
            return change(client);
        }
        catch (NetlinkException e) when (e.Errno != ENODEV)
        {
            throw Problem.Create(
                ProblemCatalog.AddressFailed, interfaceName, e.Message,
                "See that lvsd runs with CAP_NET_ADMIN, and that the interface takes addresses.",
                inner: e);
        }
    }

    private static ProblemException NoInterface(string name, Exception? inner) => Problem.Create(
        ProblemCatalog.InterfaceNotFound, name, $"There is no interface '{name}'.", "Use one that 'ip link' lists.",
        "$.interface", inner);
}
