using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Client to server by address translation.</summary>
public sealed class MasqueradeTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    [RootTheory]
    [InlineData(false, 6)]
    [InlineData(false, 17)]
    [InlineData(true, 6)]
    [InlineData(true, 17)]
    public void A_packet_leaves_with_the_servers_address_and_port(bool v6, byte protocol)
    {
        Flow flow = (Flow.Of(Flow.Masquerade, v6) with { Protocol = protocol }).Enter(Path);
        byte[] frame = flow.Request().Payload(33).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal((XdpAction.Redirect, Reason.ForwardedIn), (verdict.Action, verdict.Reason));
        Assert.Equal(Expected(flow, frame), verdict.Frame);
    }

    [RootFact]
    public void It_is_counted_and_stamped()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);

        Path.Run(flow.Request().Payload(100).Build());
        Path.Run(flow.Request().Payload(50).Build());

        Row connection = Path.Connection(flow.Slot);
        Assert.Equal((2ul, 230ul), (connection["in_packets"], connection["in_bytes"]));
        Assert.Equal((2ul, 230ul), (Path.Counter(flow.ServerId, "in_packets"), Path.Counter(flow.ServerId, "in_bytes")));
        Assert.Equal(0ul, Path.Counter(flow.ServerId, "out_packets"));
        long now = Environment.TickCount64 * 1_000_000 >> 24;
        Assert.InRange((long)connection["in_seen"], now - 120, now + 120);
    }

    [RootFact]
    public void Padding_is_not_counted()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        byte[] frame = flow.Request().Padding(6).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(Expected(flow, frame), verdict.Frame);
        Assert.Equal(40ul, Path.Connection(flow.Slot)["in_bytes"]);
    }

    [RootFact]
    public void A_datagram_without_checksum_stays_without()
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { Protocol = 17 }).Enter(Path);
        byte[] frame = flow.Request().Payload(9).NoChecksum().Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(Expected(flow, frame), verdict.Frame);
        Assert.Equal(0, verdict.Frame[40] | verdict.Frame[41]);
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_udp_checksum_never_becomes_zero(bool v6)
    {
        Flow flow = (Flow.Of(Flow.Masquerade, v6) with { Protocol = 17 }).Enter(Path);
        int transport = v6 ? 54 : 34;
        for (int word = 0; word < 0x10000; word += 0x101)
        {
            byte[] frame = flow.Request().Payload((byte)(word >> 8), (byte)word).Build();
            byte[] expected = Expected(flow, frame);
            // The payload word that makes the sum come out as zero after the rewrite.
            int wanted = (word + ((expected[transport + 6] << 8) | expected[transport + 7])) % 0xffff;
            frame = flow.Request().Payload((byte)(wanted >> 8), (byte)wanted).Build();

            Verdict verdict = Path.Run(frame);

            Assert.Equal(Expected(flow, frame), verdict.Frame);
            Assert.NotEqual(0, verdict.Frame[transport + 6] | verdict.Frame[transport + 7]);
        }
    }

    [RootFact]
    public void A_wrong_checksum_stays_wrong()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        byte[] frame = flow.Request().Payload(10).Build();
        frame[50] ^= 0x55;

        Assert.Equal(Expected(flow, frame), Path.Run(frame).Frame);
    }

    [RootFact]
    public void Sctp_keeps_its_ports_or_goes_up()
    {
        Flow same = (Flow.V4(Flow.Masquerade) with { Protocol = 132, VirtualPort = 80, ServerPort = 80 }).Enter(Path);
        byte[] frame = same.Request().Payload(20).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(Reason.ForwardedIn, verdict.Reason);
        Assert.Equal(Expected(same, frame), verdict.Frame);

        Path.Connection(same.Slot).Number("flags", 8);
        verdict = Path.Run(frame);
        Assert.Equal((XdpAction.Redirect, Reason.PuntSctp), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
    }

    [RootTheory]
    [InlineData(0, 0)]
    [InlineData(0, 44)]
    [InlineData(33, 0)]
    [InlineData(33, 44)]
    public void Vlan_tags_belong_to_the_link(ushort from, ushort to)
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        Path.Server(flow.ServerId).Number("vlan", to);
        var builder = Frame.Ethernet();
        if (from != 0)
            builder.Vlan(from);
        byte[] frame = builder.Ip(flow.Client, flow.Virtual).Tcp(flow.ClientPort, flow.VirtualPort).Payload(5).Build();

        Assert.Equal(Expected(flow, frame, to), Path.Run(frame).Frame);
    }

    [RootFact]
    public void Out_of_the_link_it_came_by_it_is_redirected_too()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Path.Server(flow.ServerId).Number("ifindex", Datapath.Loopback);

        Assert.Equal(XdpAction.Redirect, Path.Run(flow.Request().Build()).Action);
    }
}
