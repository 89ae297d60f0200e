using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Server to client, by the host's routing table: the director's loopback plays the servers' side, a veth the
/// clients'.</summary>
public sealed class ReplyTests
{
    [RootTheory]
    [InlineData(false, 6)]
    [InlineData(false, 17)]
    [InlineData(true, 6)]
    [InlineData(true, 17)]
    public void A_packet_leaves_with_the_virtual_address_and_port(bool v6, byte protocol) => ReplyLab.Run(lab =>
    {
        Flow flow = (Flow.Of(Flow.Masquerade, v6) with { Protocol = protocol, OneSided = StateTables.OneSided }).Enter(lab.Path);
        byte[] frame = flow.Reply("SA").Payload(33).Build();

        Verdict verdict = lab.Path.Run(frame);

        Assert.Equal((XdpAction.Redirect, Reason.ForwardedOut), (verdict.Action, verdict.Reason));
        Assert.Equal(lab.Expected(flow, frame, 0), verdict.Frame);
        Row connection = lab.Path.Connection(flow.Slot);
        ulong length = (ulong)frame.Length - 14;
        Assert.Equal((1ul, length, 0ul), (connection["out_packets"], connection["out_bytes"], connection["in_packets"]));
        Assert.Equal((1ul, length), (lab.Path.Counter(3, "out_packets"), lab.Path.Counter(3, "out_bytes")));
        Assert.NotEqual(0ul, connection["out_seen"]);
    });

    [RootFact]
    public void An_answer_ends_the_one_sided_view() => ReplyLab.Run(lab =>
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { OneSided = StateTables.OneSided }).Enter(lab.Path);

        lab.Path.Run(flow.Reply("FA").Build());

        Assert.Equal((ulong)StateTables.FinWait, lab.Path.Connection(flow.Slot)["state"]);
        Assert.Equal((ulong)StateTables.Timeout(StateTables.FinWait), lab.Path.Connection(flow.Slot)["timeout"]);
        Assert.Single(lab.Path.TakeEvents());
    });

    [RootFact]
    public void A_server_that_was_removed_may_still_answer() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        lab.Path.Server(flow.ServerId).Number("flags", 0x04);

        Assert.Equal(Reason.ForwardedOut, lab.Path.Run(flow.Reply().Build()).Reason);
    });

    [RootFact]
    public void Behind_a_vlan_device_the_parent_takes_a_tagged_frame() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        lab.Path.Link(lab.ClientSide).Number("vlan", 44);
        byte[] frame = flow.Reply().Payload(7).Build();

        Assert.Equal(lab.Expected(flow, frame, 44), lab.Path.Run(frame).Frame);
    });

    [RootFact]
    public void What_xdp_cannot_send_goes_up_unchanged() => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(lab.Path);
        Flow far = (flow with { Slot = 6, Client = "10.1.0.99", ClientPort = 5 }).Enter(lab.Path);
        var cases = new (byte[] Frame, Reason Reason)[]
        {
            (flow.Reply().Ttl(1).Build(), Reason.PuntTtl),
            (flow.Reply().Payload(1461).Build(), Reason.PuntTooBig),
            (far.Reply().Build(), Reason.PuntNextHop),
        };
        foreach ((byte[] frame, Reason reason) in cases)
            AssertUntouched(lab, frame, XdpAction.Redirect, reason);

        lab.Path.Link(lab.ClientSide).Number("flags", 1);
        AssertUntouched(lab, flow.Reply().Build(), XdpAction.Redirect, Reason.PuntEgress);
    });

    [RootFact]
    public void By_the_routing_table_it_is_dropped_or_passed() => ReplyLab.Run(lab =>
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { Client = "10.7.0.1" }).Enter(lab.Path);
        byte[] frame = flow.Reply().Build();
        AssertUntouched(lab, frame, XdpAction.Pass, Reason.PassNotForwarded);
        foreach (string kind in new[] { "blackhole", "unreachable", "prohibit" })
        {
            lab.Ip($"route replace {kind} 10.7.0.0/16");
            AssertUntouched(lab, frame, XdpAction.Drop, Reason.DropNoRoute);
        }

        lab.Ip("route replace 10.7.0.0/16 via 10.1.0.2");
        Assert.Equal(Reason.ForwardedOut, lab.Path.Run(frame).Reason);

        ReplyLab.Forwarding("lo", false);
        AssertUntouched(lab, frame, XdpAction.Drop, Reason.DropForwarding);
    });

    private static void AssertUntouched(ReplyLab lab, byte[] frame, XdpAction action, Reason reason)
    {
        ulong counted = lab.Path.Counter(3, "out_packets");
        Verdict verdict = lab.Path.Run(frame);

        Assert.Equal((action, reason), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
        Assert.Equal(counted, lab.Path.Counter(3, "out_packets"));
    }
}
