using Lvs.Tests;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

public sealed class QueueTests
{
    [RootFact]
    public void A_change_in_the_number_of_queues_is_followed() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0", queues: 4);
        network.Enter("c");
        using (var client = new EthtoolSocket())
            Set(client, "c0", transmit: 1); // a veth with XDP must receive by as many queues as the other end sends by
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using var ethtool = new EthtoolSocket();
        Set(ethtool, "d0", receive: 2);
        uint index = Libc.IfNametoindex("d0");
        var options = new ForwarderOptions { DataPlane = DataPlaneTests.Options(bpffs), Interfaces = ["d0"], Chunks = 1024 };
        using (Forwarder forwarder = Forwarder.Start(options, surroundings => new TestDirector(surroundings, TestSite.Server)))
        {
            Assert.Equal(2u, Slot(forwarder).Queues);
            foreach (int queues in new[] { 3, 4 }) // the kernel itself refuses to take a queue away that has a socket
            {
                Set(ethtool, "d0", receive: queues);
                TestSite.Eventually(() => Slot(forwarder).Queues == queues);
            }
        }

        DataPlane.Remove(bpffs.PinDirectory);

        LinkSlot Slot(Forwarder forwarder) => forwarder.Plane.Array<LinkSlot>("links")[(int)index];
    });

    private static void Set(EthtoolSocket ethtool, string device, int? receive = null, int? transmit = null)
    {
        EthtoolChannels now = ethtool.GetChannels(device);
        ethtool.SetChannels(device, now with { Receive = receive ?? now.Receive, Transmit = transmit ?? now.Transmit });
    }
}
