using Lvs.Tests;
using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;
using Lvs.Xdp.Tests.Netlink;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>What <c>links</c> says of devices that this kernel need not have: their messages are made up.</summary>
public sealed class LinkTableTests
{
    private const uint Card = 900;
    private const uint Vlan = 901;

    /// <summary>A driver says what its device takes once a program is on it, which is after the start.</summary>
    [RootFact]
    public void What_a_VLAN_device_takes_follows_the_card_below() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using (DataPlane plane = DataPlane.Open(DataPlaneTests.Options(bpffs)))
        using (var watcher = new NetlinkWatcher())
        using (var pool = new FramePool(256, 2048))
        using (var ports = new XskPorts(pool, plane.Xsks))
        using (var sink = new FrameSink(ports, new HeldFrames()))
        {
            LinkTable table = new(plane, ports, watcher, sink, ["d0"], 1500, static _ => { });
            watcher.State.SetFeatures(Card, XdpFeatures.None);
            watcher.State.Apply(Messages.Link(Card, "eth0"));
            watcher.State.Apply(Messages.Link(Vlan, "eth0.10", "vlan", parent: Card, vlan: 10));
            table.Start();
            watcher.State.Changes.Clear();
            MappedArray<LinkSlot> links = plane.Array<LinkSlot>(MapNames.Links);
            Assert.Equal((10, Abi.LinkKnown), (links[(int)Vlan].Vlan, links[(int)Vlan].Flags));

            foreach ((XdpFeatures features, uint flags) in new[]
            {
                (XdpFeatures.Transmit, Abi.LinkKnown | Abi.LinkRedirect), (XdpFeatures.None, Abi.LinkKnown),
            })
            {
                watcher.State.SetFeatures(Card, features);
                table.Apply(watcher.State.Changes);
                watcher.State.Changes.Clear();
                Assert.Equal((flags, flags), (links[(int)Card].Flags, links[(int)Vlan].Flags));
            }
        }

        DataPlane.Remove(bpffs.PinDirectory);
    });
}
