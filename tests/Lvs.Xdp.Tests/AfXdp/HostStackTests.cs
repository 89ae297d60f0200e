using Lvs.Tests;
using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests.AfXdp;

public sealed class HostStackTests
{
    [RootFact]
    public void What_cannot_be_delivered_is_counted_and_nothing_else_happens() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        uint d0 = Libc.IfNametoindex("d0");
        using var stack = new HostStack();
        Assert.False(stack.Deliver(new byte[13], d0));
        Assert.False(stack.Deliver(new byte[HostStack.MaxFrame + 1], d0));
        Assert.False(stack.Deliver(new byte[60], 12345));
        Assert.False(stack.DeliverByLoopback(new byte[9000]));
        Assert.True(stack.Deliver(new byte[60], 1));
        Assert.Equal((1UL, 4UL), (stack.Delivered, stack.Failed));
    });

    [RootFact]
    public void The_largest_frame_it_says_it_takes_it_takes() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d");
        network.Enter("d");
        using var stack = new HostStack();
        Assert.True(stack.Deliver(new byte[HostStack.MaxFrame], 1), Errno.Text(Errno.Last));
    });

    [RootFact]
    public void Delivering_and_transmitting_allocate_nothing() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d");
        network.Enter("d");
        using var stack = new HostStack();
        using var packets = new PacketTransmitter();
        byte[] frame = new byte[60];
        ulong sent = 0;
        Assert.Equal(0, Allocations.Least(Use));
        Assert.Equal(sent, packets.Transmitted);

        void Use()
        {
            sent += 200;
            for (int i = 0; i < 200; i++)
            {
                stack.Deliver(frame, 1);
                packets.Transmit(frame, 1);
            }

            packets.Flush();
        }
    });

    [RootFact]
    public void A_frame_that_AF_PACKET_refuses_does_not_keep_the_others_back() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d");
        network.Enter("d");
        using var packets = new PacketTransmitter();
        packets.Transmit(new byte[60], 1);
        packets.Transmit(new byte[60], 4711);
        packets.Transmit(new byte[60], 1);
        packets.Transmit(new byte[9000], 4711);
        packets.Transmit(new byte[9000], 1);
        packets.Flush();
        Assert.Equal((3UL, 2UL), (packets.Transmitted, packets.Failed));
    });
}
