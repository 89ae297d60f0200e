using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Support;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests;

/// <summary>First packets that come all at once: what the director's thread cannot look at yet must find room.</summary>
public sealed class BurstTests
{
    private const int Many = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [RootFact]
    public void A_thousand_first_packets_at_once_are_kept_while_the_director_is_busy_with_something_else() => Run((site, forwarder) =>
    {
        using var done = new ManualResetEventSlim();
        Task<bool> busy = forwarder.InvokeAsync(() => done.Wait(Patience));
        Send(site, Many);
        done.Set();
        Assert.True(busy.Result);
        TestSite.Eventually(() => forwarder.GetHealth().Frames >= 1 + Many);
        Assert.Equal(0UL, forwarder.GetHealth().CopiedFrames);
    });

    [RootFact]
    public void What_comes_while_a_burst_is_worked_off_finds_the_room_of_what_is_done() => Run((site, forwarder) =>
    {
        const int behind = 256;
        const int workedOff = 500; // of the 512 that a round takes at the most: the kernel has to have been given chunks within it
        using var reached = new ManualResetEventSlim();
        using var sent = new ManualResetEventSlim();
        site.Director.Processing = number =>
        {
            if (number != 2 + workedOff)
                return;
            reached.Set();
            sent.Wait(Patience);
        };
        using var arrived = new ManualResetEventSlim();
        Task<bool> busy = forwarder.InvokeAsync(() => arrived.Wait(Patience));
        Send(site, Many);
        arrived.Set();
        Assert.True(busy.Result);
        Assert.True(reached.Wait(Patience));
        Send(site, behind);
        sent.Set();
        TestSite.Eventually(() => forwarder.GetHealth().Frames >= 1 + Many + behind);
    });

    private static void Run(Action<TestSite, Forwarder> test) => TestNetwork.OnThread(() =>
    {
        using var site = new TestSite { Chunks = null };
        site.Network.In("d", $"link set d0 address {Frame.DirectorMac}");
        using (Forwarder forwarder = site.Start())
        {
            site.Send(53, "the first, for which the neighbour is asked");
            TestSite.Receive(site.ServerSocket);
            TestSite.Eventually(() => forwarder.GetHealth().Frames == 1);
            Assert.Equal(2, site.Director.Processed);
            test(site, forwarder);
        }

        DataPlane.Remove(site.Bpffs.PinDirectory);
    });

    // From the client, as fast as the kernel can: all of them are there within a fraction of a millisecond.
    private static void Send(TestSite site, int count)
    {
        site.Network.Enter("c");
        uint device = Libc.IfNametoindex("c0");
        using FileDescriptor program = SmallPrograms.ToInterface(device);
        byte[] frame = Frame.Ethernet().Ip("10.1.0.2", TestSite.Virtual.ToString()).Udp(4000, 53).Payload(20).Build();
        var context = new BpfCalls.XdpMd { DataEnd = (uint)frame.Length, IngressIfindex = device };
        Assert.Equal(0, BpfCalls.ProgTestRun(
            program.Value, frame, default, context, BpfCalls.BPF_F_TEST_XDP_LIVE_FRAMES, (uint)count, out _));
        site.Network.Enter("d");
    }
}
