using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>The way back to a client is kept in the connection: taken as long as it holds, and not a packet longer. The neighbour's MAC
/// address tells whether the routing table was asked.</summary>
public sealed class KeptRouteTests
{
    private const string Before = "02:00:00:00:01:02";
    private const string After = "02:00:00:00:01:99";

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_way_is_asked_for_once_an_epoch(bool v6) => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.Of(Flow.Masquerade, v6).Enter(lab.Path);
        byte[] frame = flow.Reply().Payload(20).Build(), expected = lab.Expected(flow, frame, 0);
        lab.KeepRoutes(1);
        Assert.Equal(expected, lab.Path.Run(frame).Frame);
        Move(lab);

        Assert.Equal(expected, lab.Path.Run(frame).Frame);
        lab.KeepRoutes(2);
        AssertSentTo(After, lab, frame);
        Move(lab, Before);
        AssertSentTo(After, lab, frame);
        lab.KeepRoutes(65535);
        AssertSentTo(Before, lab, frame);
    });

    [RootFact]
    public void Without_the_word_of_lvsd_every_packet_asks() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        byte[] frame = flow.Reply().Build();
        lab.KeepRoutes(0);
        AssertSentTo(Before, lab, frame);
        Move(lab);
        AssertSentTo(After, lab, frame); // epoch 0 is none

        lab.KeepRoutes(1);
        AssertSentTo(After, lab, frame);
        Move(lab, Before);
        AssertSentTo(After, lab, frame);
        lab.KeepRoutes(1, seconds: -0.1);
        AssertSentTo(Before, lab, frame); // its time is over
    });

    [RootFact]
    public void A_packet_of_another_kind_asks_for_itself() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path), flow6 = (Flow.V6(Flow.Masquerade) with { Slot = 6 }).Enter(lab.Path);
        lab.KeepRoutes(1);
        AssertSentTo(Before, lab, flow.Reply().Build());
        AssertSentTo(Before, lab, flow6.Reply().Build());
        Move(lab);

        AssertSentTo(Before, lab, flow.Reply().Tos(3).Build()); // ECN is nothing to routing
        AssertSentTo(After, lab, flow.Reply().Tos(0x10).Build());
        AssertSentTo(Before, lab, flow6.Reply().Tos(3).Build());
        AssertSentTo(After, lab, flow6.Reply().Tos(0x88).Build());
        AssertSentTo(After, lab, flow.Reply().Tos(0x10).Build());

        Move(lab, Before);
        lab.Path.Connection(flow.Slot).Place("out_route")[16] ^= 2; // as if it had come in by another device
        AssertSentTo(Before, lab, flow.Reply().Tos(0x10).Build());
    });

    [RootFact]
    public void A_packet_larger_than_the_ways_mtu_goes_up() => ReplyLab.Run(lab =>
    {
        lab.Ip("route replace 10.1.0.2/32 dev clients mtu lock 1000");
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        lab.KeepRoutes(1);

        Assert.Equal(Reason.ForwardedOut, lab.Path.Run(flow.Reply().Payload(960).Build()).Reason);
        Assert.Equal(Reason.PuntTooBig, lab.Path.Run(flow.Reply().Payload(961).Build()).Reason);
    });

    [RootFact]
    public void A_link_that_takes_no_frames_any_more_is_noticed_at_once() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        lab.KeepRoutes(1);
        AssertSentTo(Before, lab, flow.Reply().Build());

        lab.Path.Link(lab.ClientSide).Number("flags", 1);
        Assert.Equal(Reason.PuntEgress, lab.Path.Run(flow.Reply().Build()).Reason);
    });

    private static void Move(ReplyLab lab, string mac = After)
    {
        lab.Ip($"neigh replace 10.1.0.2 lladdr {mac} dev clients nud permanent");
        lab.Ip($"neigh replace fd01::2 lladdr {mac} dev clients nud permanent");
    }

    private static void AssertSentTo(string mac, ReplyLab lab, byte[] frame)
    {
        Verdict verdict = lab.Path.Run(frame);
        Assert.Equal(Reason.ForwardedOut, verdict.Reason);
        Assert.Equal(Datapath.Mac(mac), verdict.Frame[..6]);
    }
}
