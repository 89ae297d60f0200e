using Lvs.Engine.Addressing;
using Lvs.Tests;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class NetlinkWatcherTests : IDisposable
{
    private readonly VethLab? _lab = Environment.IsPrivilegedProcess ? new VethLab() : null;

    private VethLab Lab => _lab!;

    public void Dispose() => _lab?.Dispose();

    [RootFact]
    public void Links_that_come_change_and_go_are_told()
    {
        NetlinkWatcher watcher = Lab.Watch();
        List<LinkChange> changes = [];
        watcher.Changed += batch => changes.AddRange(batch.Links);
        Lab.NearIp("link add v8 type veth peer name v9");
        Lab.NearIp("link set v8 mtu 1300");
        Lab.NearIp("link del v8");
        VethLab.Until(watcher, () => changes.Any(change => change.Before?.Name == "v8" && change.After is null), "removed");
        LinkChange[] v8 = [.. changes.Where(change => (change.After ?? change.Before)!.Name == "v8")];
        Assert.Null(v8[0].Before);
        Assert.Contains(v8, change => change.Before?.Mtu == 1500 && change.After?.Mtu == 1300);
        Assert.DoesNotContain(watcher.Links.Values, link => link.Name is "v8" or "v9");
    }

    [RootFact]
    public void A_port_that_leaves_its_bridge_is_still_a_device()
    {
        NetlinkWatcher watcher = Lab.Watch();
        watcher.Changed += batch => Assert.DoesNotContain(batch.Links, change => change.After is null);
        Lab.NearIp("link add br0 type bridge");
        Lab.NearIp("link set v0 master br0");
        VethLab.Until(watcher, () => watcher.Links.Values.Any(link => link.Name == "v0" && link.Master != 0), "in the bridge");
        Lab.NearIp("link set v0 nomaster");
        VethLab.Until(watcher, () => watcher.Links.Values.Any(link => link.Name == "v0" && link.Master == 0), "out of the bridge");
    }

    [RootFact]
    public void Addresses_that_come_and_go_are_told()
    {
        NetlinkWatcher watcher = Lab.Watch();
        List<AddressChange> changes = [];
        watcher.Changed += batch => changes.AddRange(batch.Addresses);
        InetAddress address = InetAddress.Parse("192.0.2.10");
        watcher.Client.AddAddress("lo", address);
        watcher.Drain();
        Assert.Contains(watcher.Addresses, info => info.Address == address);
        watcher.Client.RemoveAddress("lo", address);
        watcher.Drain();
        Assert.DoesNotContain(watcher.Addresses, info => info.Address == address);
        Assert.Equal([false, true], changes.Where(c => (c.After ?? c.Before)!.Value.Address == address).Select(c => c.After is null));
    }

    [RootFact]
    public void The_descriptor_is_readable_only_while_there_is_something()
    {
        NetlinkWatcher watcher = Lab.Watch();
        VethLab.Until(watcher, () => !Readable(watcher, 200), "quiet");
        Lab.NearIp("link set v0 mtu 1300");
        Assert.True(Readable(watcher, 5000));
        VethLab.Until(watcher, () => !Readable(watcher, 200), "quiet again");
    }

    // The queue is so small that most of the notifications are lost; the memory must agree with the kernel all the same.
    [RootFact]
    public void Lost_notifications_lead_to_reading_everything_anew()
    {
        NetlinkWatcher watcher = Lab.Watch(receiveBuffer: 4096);
        int added = 0, removed = 0;
        watcher.Changed += batch =>
        {
            added += batch.Addresses.Count(change => change.Before is null);
            removed += batch.Addresses.Count(change => change.After is null);
        };
        RtnetlinkClient client = Lab.Client();
        for (uint i = 0; i < 500; i++)
            client.AddAddress("lo", InetAddress.FromV4(0x0A090000 + i));
        client.RemoveAddress("v0", InetAddress.Parse("10.1.0.1"), 24);
        VethLab.Until(watcher, () => watcher.Resynchronizations > 0, "read anew");
        VethLab.Until(watcher, () => !Readable(watcher, 50), "quiet");
        Assert.Equal(client.GetAddresses().ToHashSet(), watcher.Addresses.ToHashSet());
        Assert.Equal((500, 1), (added, removed));
    }

    [RootFact]
    public void A_change_in_the_number_of_queues_is_noticed()
    {
        Lab.NearIp("link add q0 numrxqueues 4 numtxqueues 4 type veth peer name q1");
        NetlinkWatcher watcher = Lab.Watch();
        EthtoolSocket ethtool = Lab.Own(Lab.Near.Run(() => new EthtoolSocket()));
        ethtool.SetChannels("q0", ethtool.GetChannels("q0") with { Receive = 3 });
        List<LinkChange> changes = [];
        watcher.Changed += batch => changes.AddRange(batch.Links);
        watcher.Maintain();
        Assert.Equal(3, watcher.Links.Values.Single(link => link.Name == "q0").ReceiveQueues);
        Assert.Contains(changes, change => change.After?.ReceiveQueues == 3);
    }

    // Linux 6.3 and later: a frame redirected into a veth is lost unless the peer polls (GRO on, or an XDP program).
    [RootFact]
    public void A_veth_takes_a_redirect_only_while_its_peer_polls()
    {
        NetlinkWatcher watcher = Lab.Watch();
        LinkInfo V0() => watcher.Links.Values.Single(link => link.Name == "v0");
        if (Environment.OSVersion.Version < new Version(6, 3))
        {
            Assert.True(V0().Xdp is null && V0().CanRedirect);
            return;
        }

        Assert.NotNull(V0().Xdp);

        EthtoolSocket far = Lab.Own(Lab.Far.Run(() => new EthtoolSocket()));
        far.Set("v1", EthtoolFeature.GenericReceive, on: true);
        VethLab.Until(watcher, () => V0().CanRedirect, "the peer polls");
        far.Set("v1", EthtoolFeature.GenericReceive, on: false);
        VethLab.Until(watcher, () => !V0().CanRedirect, "the peer does not");
    }

    private static unsafe bool Readable(NetlinkWatcher watcher, int milliseconds)
    {
        Libc.PollFd descriptor = new() { Fd = watcher.Descriptor, Events = Libc.POLLIN };
        return Libc.Poll(&descriptor, 1, milliseconds) == 1;
    }
}
