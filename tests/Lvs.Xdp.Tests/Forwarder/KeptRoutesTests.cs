using Lvs.Engine.Connections;
using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>The epoch of kept ways follows the host's network, in the running forwarder.</summary>
public sealed class KeptRoutesTests
{
    [RootFact]
    public void What_routing_goes_by_begins_another_epoch() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        site.Network.In("d", "neigh replace 10.1.0.2 lladdr 02:00:00:00:00:02 dev d0 nud permanent");
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            MappedArray<SettingsSlot> settings = forwarder.Plane.Array<SettingsSlot>("settings");
            foreach (string change in new[]
            {
                "route add 10.77.0.0/16 via 10.1.0.2", "route del 10.77.0.0/16", "rule add from 10.66.0.1 lookup 100",
                "addr add 10.88.0.1/24 dev d1", "link set d0 mtu 1400",
                "neigh replace 10.1.0.2 lladdr 02:00:00:00:00:03 dev d0 nud permanent", "neigh del 10.1.0.2 dev d0",
            })
            {
                uint before = Settle(settings);
                site.Network.In("d", change);
                TestSite.Eventually(() => Epoch(settings) != before, change);
            }

            uint forwarding = Settle(settings);
            site.Network.Enter("d");
            string path = "/proc/sys/net/ipv4/ip_forward";
            File.WriteAllText(path, File.ReadAllText(path).StartsWith('0') ? "1" : "0");
            TestSite.Eventually(() => Epoch(settings) != forwarding);
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void A_neighbour_that_comes_changes_no_way() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            MappedArray<SettingsSlot> settings = forwarder.Plane.Array<SettingsSlot>("settings");
            uint before = Settle(settings);
            for (int i = 0; i < 20; i++)
                site.Network.In("d", $"neigh add 10.1.0.{100 + i} lladdr 02:00:00:00:01:{i:x2} dev d0 nud permanent");
            Thread.Sleep(300);

            Assert.InRange(Epoch(settings) - before, 0u, 1u); // one is lvsd's own, every ten seconds
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void The_word_is_renewed_while_the_forwarder_runs_and_not_a_moment_longer() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        uint epoch;
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            MappedArray<SettingsSlot> settings = forwarder.Plane.Array<SettingsSlot>("settings");
            uint first = settings[0].RoutesUntil;
            Assert.InRange(Left(first), 2, 4.1);
            TestSite.Eventually(() => Volatile.Read(ref settings[0].RoutesUntil) != first);
            epoch = Epoch(settings);
        }

        using (DataPlane plane = DataPlane.Open(DataPlaneTests.Options(site.Bpffs)))
        {
            MappedArray<SettingsSlot> settings = plane.Array<SettingsSlot>("settings");
            Assert.True(Left(settings[0].RoutesUntil) <= 0);
            using KeptRoutes next = new(plane);
            Assert.Equal(epoch + 1, Epoch(settings)); // it must not come again: connections of before may have kept ways
            settings[0].RouteEpoch = 65535;
            using KeptRoutes last = new(plane);
            Assert.Equal(1u, Epoch(settings));
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    private static uint Epoch(MappedArray<SettingsSlot> settings) => Volatile.Read(ref settings[0].RouteEpoch);

    private static double Left(uint until) =>
        Ticks.Since(until, Ticks.FromNanoseconds(Libc.MonotonicNanoseconds())) * (double)(1 << Ticks.Shift) / 1e9;

    // The changes of before have all been told.
    private static uint Settle(MappedArray<SettingsSlot> settings)
    {
        uint epoch;
        do
        {
            epoch = Epoch(settings);
            Thread.Sleep(100);
        }
        while (epoch != Epoch(settings));
        return epoch;
    }
}
