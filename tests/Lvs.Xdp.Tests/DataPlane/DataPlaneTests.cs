using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>Making, leaving, adopting and removing what lvsd pins.</summary>
public sealed unsafe class DataPlaneTests
{
    [RootFact]
    public void A_new_data_plane_has_the_sizes_asked_for_and_describes_itself() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using DataPlane plane = Open(bpffs, connections: 1000, servers: 50);
        Assert.False(plane.Adopted);
        Assert.Empty(plane.Notices);
        Assert.Equal((1001, 51), (plane.Capacity, plane.MaxServers));
        SettingsSlot settings = plane.Array<SettingsSlot>("settings")[0];
        Assert.Equal((Abi.Version, 1001u, 255u, 51u), (settings.AbiVersion, settings.Capacity, settings.IndexMask, settings.MaxServers));
        Assert.Equal((uint)plane.Cpus, settings.Cpus);
        Assert.NotEqual(0UL, settings.HashSeed);
        Assert.Equal((uint)(64 * plane.Cpus), plane.Array<ulong>("reasons").MaxEntries);
        Assert.All(MapNames.All, name => Assert.Contains($"lvs/{name}", bpffs.Entries()));
        Assert.Contains("lvs/program", bpffs.Entries());
    });

    /// <summary>As two requests for the counters do that come at once.</summary>
    [RootFact]
    public void A_table_is_mapped_once_however_many_threads_ask_for_it_first() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        for (int attempt = 0; attempt < 20; attempt++)
        {
            using DataPlane plane = Open(bpffs);
            using var gate = new Barrier(4);
            Task<MappedArray<ulong>>[] readers =
            [
                .. Enumerable.Range(0, gate.ParticipantCount).Select(_ => Task.Factory.StartNew(
                    () =>
                    {
                        gate.SignalAndWait();
                        return plane.Array<ulong>("reasons");
                    },
                    TaskCreationOptions.LongRunning)),
            ];
            Assert.Single(Task.WhenAll(readers).Result.Distinct());
        }
    });

    [RootFact]
    public void What_is_left_is_adopted_with_its_content_and_its_own_sizes() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        ulong seed;
        using (DataPlane first = Open(bpffs, connections: 100, servers: 10))
        {
            seed = first.Array<SettingsSlot>("settings")[0].HashSeed;
            first.Array<ulong>("reasons")[24] = 4711;
        }

        using DataPlane second = Open(bpffs, connections: 200, servers: 10);
        Assert.True(second.Adopted);
        Assert.Equal(101, second.Capacity);
        Assert.Equal(seed, second.Array<SettingsSlot>("settings")[0].HashSeed);
        Assert.Equal(4711UL, second.Array<ulong>("reasons")[24]);
        string notice = Assert.Single(second.Notices);
        Assert.Contains("100 connections", notice, StringComparison.Ordinal);
        Assert.Contains("200", notice, StringComparison.Ordinal);
        Assert.Contains("lvsd --detach", notice, StringComparison.Ordinal);
    });

    [RootFact]
    public void A_link_outlives_its_process_and_gets_the_new_program_at_adoption() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        uint index = Libc.IfNametoindex("d0");
        using (DataPlane first = Open(bpffs))
        {
            XdpAttachment attachment = first.Attach("d0");
            Assert.Equal(new XdpAttachment(index, "d0", XdpMode.Native, false, false), attachment);
            Assert.Same(attachment, first.Attach("d0"));
        }

        uint before = ProgramOn(index);
        Assert.NotEqual(0u, before);
        using DataPlane second = Open(bpffs);
        XdpAttachment adopted = Assert.Single(second.Attachments);
        Assert.Equal(new XdpAttachment(index, "d0", XdpMode.Native, false, true), adopted);
        Assert.Same(adopted, second.Attach("d0"));
        uint after = ProgramOn(index);
        Assert.NotEqual(0u, after);
        Assert.NotEqual(before, after);

        Assert.True(second.Detach(index));
        Assert.False(second.Detach(index));
        Assert.Equal(0u, ProgramOn(index));
        Assert.DoesNotContain(bpffs.Entries(), static entry => entry.StartsWith("lvs/link-", StringComparison.Ordinal));
    });

    [RootFact]
    public void A_large_MTU_gets_the_variant_for_fragments_and_keeps_it_over_adoption() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0", mtu: 9000);
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using (DataPlane first = Open(bpffs))
            Assert.Equal((XdpMode.Native, true), (first.Attach("d0").Mode, first.Attach("d0").Fragments));
        using DataPlane second = Open(bpffs);
        Assert.True(Assert.Single(second.Attachments).Fragments);
    });

    [RootFact]
    public void An_interface_without_native_XDP_gets_it_in_the_network_core() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d");
        network.In("d", "link add if0 type ifb");
        network.In("d", "link set if0 up");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using (DataPlane plane = Open(bpffs))
            Assert.Equal(XdpMode.Generic, plane.Attach("if0").Mode);
        using DataPlane second = Open(bpffs);
        Assert.Equal(XdpMode.Generic, Assert.Single(second.Attachments).Mode);
    });

    [RootFact]
    public void An_interface_that_went_while_nobody_looked_is_forgotten_with_a_notice() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using (DataPlane first = Open(bpffs))
            first.Attach("d0");
        network.In("d", "link del d0");
        using DataPlane second = Open(bpffs);
        Assert.Empty(second.Attachments);
        Assert.Contains("gone", Assert.Single(second.Notices), StringComparison.Ordinal);
        Assert.DoesNotContain(bpffs.Entries(), static entry => entry.StartsWith("lvs/link-", StringComparison.Ordinal));
    });

    [RootFact]
    public void Removal_leaves_interface_and_bpffs_as_they_were() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        Assert.False(DataPlane.Remove(bpffs.PinDirectory));
        using (DataPlane plane = Open(bpffs))
            plane.Attach("d0");
        Assert.True(DataPlane.Remove(bpffs.PinDirectory));
        Assert.Empty(bpffs.Entries());
        Assert.Equal(0u, ProgramOn(Libc.IfNametoindex("d0")));
        Assert.False(DataPlane.Remove(bpffs.PinDirectory));
    });

    [RootFact]
    public void Removal_works_on_half_of_it() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using (DataPlane plane = Open(bpffs))
            plane.Attach("d0");
        foreach (string name in new[] { "settings", "connections", "program", "index" })
            File.Delete($"{bpffs.PinDirectory}/{name}");
        Assert.True(DataPlane.Remove(bpffs.PinDirectory));
        Assert.Empty(bpffs.Entries());
        Assert.Equal(0u, ProgramOn(Libc.IfNametoindex("d0")));
    });

    [RootFact]
    public void What_a_creation_left_that_did_not_end_is_made_anew() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using (DataPlane plane = Open(bpffs, connections: 100))
            plane.Array<ulong>("reasons")[0] = 1;
        File.Delete($"{bpffs.PinDirectory}/settings"); // it is pinned last
        File.Delete($"{bpffs.PinDirectory}/reasons");
        using DataPlane again = Open(bpffs, connections: 200);
        Assert.False(again.Adopted);
        Assert.Equal(201, again.Capacity);
        Assert.Equal(0UL, again.Array<ulong>("reasons")[0]);
    });

    internal static DataPlane Open(TestBpffs bpffs, int connections = 64, int servers = 16) =>
        DataPlane.Open(Options(bpffs, connections, servers));

    internal static DataPlaneOptions Options(TestBpffs bpffs, int connections = 64, int servers = 16) => new()
    {
        PinDirectory = bpffs.PinDirectory,
        Connections = connections,
        Servers = servers,
    };

    private static uint ProgramOn(uint index)
    {
        uint id = 0;
        Assert.Equal(0, LibBpf.XdpQueryId((int)index, 0, &id));
        return id;
    }
}
