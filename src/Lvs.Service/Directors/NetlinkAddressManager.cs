using Lvs.Engine.Addressing;
using Lvs.Service.Problems;
using Lvs.Xdp.Netlink;

namespace Lvs.Service.Directors;

/// <summary>Changes addresses by rtnetlink; in the network namespace of the thread that calls.</summary>
internal sealed class NetlinkAddressManager : IAddressManager
{
    private const int ENODEV = 19;

    /// <inheritdoc/>
    public void Add(InetAddress address, int prefixLength, string interfaceName) => Run(
        interfaceName, client => client.AddAddress(interfaceName, address, prefixLength));

    /// <inheritdoc/>
    public void Remove(InetAddress address, int prefixLength, string interfaceName) => Run(
        interfaceName, client => client.RemoveAddress(interfaceName, address, prefixLength));

    /// <inheritdoc/>
    public int MtuOf(string interfaceName)
    {
        using RtnetlinkClient client = new();
        return client.TryGetLink(interfaceName, out LinkInfo? link) ? (int)link.Mtu : throw NoInterface(interfaceName, null);
    }

    private static void Run(string interfaceName, Func<RtnetlinkClient, bool> change)
    {
        try
        {
            using RtnetlinkClient client = new();
            change(client);
        }
        catch (NetlinkException e) when (e.Errno == ENODEV)
        {
            throw NoInterface(interfaceName, e);
        }
        catch (NetlinkException e)
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
