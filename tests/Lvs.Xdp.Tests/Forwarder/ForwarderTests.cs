using System.Net.Sockets;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>The director's thread with real interfaces, the real XDP program and sockets at both ends.</summary>
public sealed unsafe class ForwarderTests
{
    [RootFact]
    public void A_first_packet_goes_up_waits_for_the_neighbour_and_leaves_without_being_copied() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            for (int i = 0; i < 50; i++)
            {
                site.Send(53, $"query {i}");
                Assert.Equal($"query {i}", TestSite.Receive(site.ServerSocket));
            }

            TestSite.Eventually(() => forwarder.GetHealth().Frames >= 50);
            ForwarderHealth health = forwarder.GetHealth();
            Assert.Equal(0UL, health.DroppedFrames);
            Assert.Equal(0UL, health.CopiedFrames);
            Assert.Equal(50, health.Frames);
            Assert.Equal(51, site.Director.Processed); // the first once more, after the neighbour had answered
            Assert.Equal(2, forwarder.GetAttachmentsAsync().Result.Count);
        }

        Assert.True(DataPlane.Remove(site.Bpffs.PinDirectory));
    });

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)] // in generic mode the program meets what is delivered once more
    public void What_is_delivered_reaches_the_hosts_own_socket_once(bool bridged) => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite(bridged);
        site.Network.In("d", "addr add 10.9.9.9/32 dev lo");
        using (Socket own = TestSite.Listen(54))
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            Assert.Equal(
                bridged ? XdpMode.Generic : XdpMode.Native,
                forwarder.GetAttachmentsAsync().Result.Single(static attachment => attachment.InterfaceName == "d0").Mode);
            for (int i = 0; i < 20; i++)
            {
                site.Send(54, $"to you {i}");
                Assert.Equal($"to you {i}", TestSite.Receive(own));
            }

            TestSite.Eventually(() => forwarder.GetHealth().Frames >= 20);
            Assert.Equal(20, site.Director.Processed);
            Assert.Equal(20UL, forwarder.GetHealth().DeliveredFrames);
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void A_frame_that_brings_up_a_bug_is_dropped_and_the_others_go_on() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            site.Send(55, "bad");
            site.Send(53, "good");
            Assert.Equal("good", TestSite.Receive(site.ServerSocket));
            TestSite.Eventually(() => forwarder.GetHealth().Frames >= 2);
            Assert.Equal(1, forwarder.GetHealth().Failures);
            Assert.Contains(site.Notices, static notice => notice.Contains("could not be processed", StringComparison.Ordinal));
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    /// <summary>Requests that read the tables are under way: they must find an answer, not an address that is no longer there.</summary>
    [RootFact]
    public void When_the_thread_ends_by_a_failure_the_tables_can_be_read_until_disposal() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            site.Director.Processing = static _ => throw new OutOfMemoryException();
            site.Send(53, "last");
            Assert.IsType<OutOfMemoryException>(Assert.Throws<AggregateException>(() => forwarder.Completion.Wait(5000)).InnerException);
            Thread.Sleep(100); // what the thread does at its end
            Assert.Equal(Abi.LinkKnown, forwarder.Plane.Array<LinkSlot>("links")[(int)Libc.IfNametoindex("d0")].Flags & Abi.LinkKnown);
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void Idle_it_sleeps_and_a_command_wakes_it_at_once() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            Thread.Sleep(300);
            long before = forwarder.GetHealth().Rounds;
            Thread.Sleep(1000);
            Assert.InRange(forwarder.GetHealth().Rounds - before, 1, 30);

            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (int i = 0; i < 100; i++)
                Assert.Equal(i, forwarder.InvokeAsync(() => i).Result);
            Assert.True(watch.ElapsedMilliseconds < 2000, $"100 commands took {watch.ElapsedMilliseconds} ms");
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void The_way_to_a_real_server_is_kept_right_as_neighbours_change() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            RealServer server = forwarder.InvokeAsync(() => site.Director.Rules.AddServer(
                ServiceKey.ForAddress(Protocol.Udp, InetAddress.From(TestSite.Virtual), 53),
                new ServerKey(TestSite.Server, 53),
                new ServerSettings())).Result;
            TestSite.Eventually(() => Slot().Flags == Abi.ServerReady);
            Assert.Equal(Libc.IfNametoindex("d1"), Slot().Ifindex);
            Assert.Equal(1500, Slot().Mtu);

            site.Network.In("d", "neigh replace 10.2.0.2 lladdr 02:00:00:00:00:77 dev d1 nud permanent");
            TestSite.Eventually(() => LastByte(Slot()) == 0x77);
            site.Network.In("d", "link set d1 mtu 1400");
            TestSite.Eventually(() => Slot().Mtu == 1400);

            forwarder.InvokeAsync(() =>
            {
                site.Director.Rules.RemoveServer(server.Service.Key, server.Key);
                return 0;
            }).Wait();
            Assert.True(Slot().Flags == 0 || (Slot().Flags & Abi.ServerGone) != 0);

            ServerSlot Slot() => forwarder.Plane.Array<ServerSlot>("servers")[server.Id];
            static byte LastByte(ServerSlot slot) => slot.DestinationMac[5];
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void An_MTU_that_packet_memory_does_not_hold_is_told_whenever_it_becomes_so() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            MappedArray<LinkSlot> links = forwarder.Plane.Array<LinkSlot>("links");
            int d0 = (int)Libc.IfNametoindex("d0");
            foreach ((int mtu, int told) in new[] { (1770, 0), (1771, 1), (2000, 1), (1500, 1), (2500, 2) })
            {
                site.Network.In("d", $"link set d0 mtu {mtu}");
                TestSite.Eventually(() => Volatile.Read(ref links[d0].Mtu) == mtu);
                TestSite.Eventually(() => site.Notices.Count(IsAboutIt) == told);
            }
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);

        static bool IsAboutIt(string notice) =>
            notice.StartsWith("Interface 'd0'", StringComparison.Ordinal)
            && notice.Contains("more than 1770 bytes", StringComparison.Ordinal);
    });

    [RootFact]
    public void A_packet_to_a_server_that_was_just_added_among_many_is_forwarded_at_once() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            ServiceKey service = ServiceKey.ForAddress(Protocol.Udp, InetAddress.From(TestSite.Virtual), 53);
            InetAddress[] others =
                [.. Enumerable.Range(0, forwarder.Plane.MaxServers - 2).Select(i => InetAddress.FromV4(0x0A100000 + (uint)i))];
            site.Network.In("d", "route add 10.16.0.0/12 via 10.2.0.2");
            RealServer[] servers = forwarder.InvokeAsync(() =>
            {
                site.Send(53, "first");
                return others.Append(TestSite.Server)
                    .Select(address => site.Director.Rules.AddServer(service, new ServerKey(address, 53), new ServerSettings())).ToArray();
            }).Result;
            Assert.Equal("first", TestSite.Receive(site.ServerSocket));
            TestSite.Eventually(() => servers.All(server =>
                forwarder.Plane.Array<ServerSlot>("servers")[server.Id].Flags == Abi.ServerReady));
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void Interfaces_that_go_and_come_are_followed() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start("d0", "d1"))
        {
            site.Network.In("d", "link del d1");
            TestSite.Eventually(() => forwarder.GetAttachmentsAsync().Result.Count == 1);
            site.Network.Veth("d", "d1", "s", "s0");
            site.Network.In("d", "addr add 10.2.0.1/24 dev d1");
            site.Network.In("s", "addr add 10.2.0.2/24 dev s0");
            TestSite.Eventually(() => forwarder.GetAttachmentsAsync().Result.Count == 2);
            site.Send(53, "after");
            Assert.Equal("after", TestSite.Receive(site.ServerSocket));
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    [RootFact]
    public void A_stop_leaves_the_program_and_a_start_takes_it_over() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (site.Start())
        {
        }

        string[] left = site.Bpffs.Entries();
        Assert.Equal(2, left.Count(static name => name.StartsWith("lvs/link-", StringComparison.Ordinal)));
        using (Forwarder second = site.Start())
        {
            Assert.True(second.Plane.Adopted);
            Assert.All(second.GetAttachmentsAsync().Result, static attachment => Assert.True(attachment.Adopted));
            site.Send(53, "again");
            Assert.Equal("again", TestSite.Receive(site.ServerSocket));
        }

        using (Forwarder third = site.Start("d0"))
            Assert.Equal("d0", Assert.Single(third.GetAttachmentsAsync().Result).InterfaceName);
        Assert.True(DataPlane.Remove(site.Bpffs.PinDirectory));
        Assert.Empty(site.Bpffs.Entries());
    });

    [RootFact]
    public void A_start_that_fails_leaves_nothing() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => site.Start("d0", "nosuch0"));
        Assert.Equal((DataPlaneError.InterfaceNotFound, "nosuch0"), (error.Error, error.Value));
        Assert.Empty(site.Bpffs.Entries());

        using FileDescriptor other = SmallPrograms.Pass("other");
        using var link = FileDescriptor.Take(Bpf.LinkCreateXdp(other.Value, Libc.IfNametoindex("d1"), Bpf.XDP_FLAGS_DRV_MODE), "attach");
        error = Assert.Throws<DataPlaneException>(() => site.Start("d0", "d1"));
        Assert.Equal((DataPlaneError.InterfaceBusy, "d1"), (error.Error, error.Value));
        Assert.Empty(site.Bpffs.Entries());
        uint id = 0;
        Assert.Equal(0, LibBpf.XdpQueryId((int)Libc.IfNametoindex("d0"), 0, &id));
        Assert.Equal(0u, id);
    });

    [RootFact]
    public void Rounds_allocate_nothing() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        using (Forwarder forwarder = site.Start())
        {
            Burst(0, 300); // what is compiled and grown at first
            long asking = Allocations.Least(static () => { }, allocated: Allocated);
            int sent = 300;
            long burst = Allocations.Least(() => Burst(sent, sent += 500), allocated: Allocated);
            Assert.InRange(burst, 0, asking + 4096); // the network's own changes may fall into it, packets must not

            long Allocated() => forwarder.InvokeAsync(GC.GetAllocatedBytesForCurrentThread).Result;
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);

        void Burst(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                site.Send(53, $"{i}");
                Assert.Equal($"{i}", TestSite.Receive(site.ServerSocket));
            }
        }
    });

    [RootFact]
    public void Commands_bring_back_results_failures_and_cancellation() => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite();
        Forwarder forwarder = site.Start();
        Assert.Equal("director", forwarder.InvokeAsync(() => Thread.CurrentThread.Name).Result);
        Assert.IsType<FormatException>(Assert.Throws<AggregateException>(
            () => forwarder.InvokeAsync<int>(static () => throw new FormatException()).Wait()).InnerException);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.True(forwarder.InvokeAsync(() => 1, cancelled.Token).IsCanceled);
        forwarder.Dispose();
        Assert.True(forwarder.Completion.IsCompletedSuccessfully);
        Assert.IsType<ObjectDisposedException>(Assert.Throws<AggregateException>(
            () => forwarder.InvokeAsync(() => 1).Wait()).InnerException);
        DataPlane.Remove(site.Bpffs.PinDirectory);
    });
}
