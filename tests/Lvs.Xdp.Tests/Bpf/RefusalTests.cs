using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>What of a known connection is not forwarded by XDP. Whatever goes up to lvsd goes up as it came, and nothing of
/// it is counted, since lvsd will.</summary>
public sealed class RefusalTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const int Ready = 0x01;
    private const int Gone = 0x04;
    private const int Punt = 0x08;
    private const int NoDest = 0x10;
    private const int Quiet = 0x20;

    [RootTheory]
    [InlineData(0, "A", Reason.PuntNextHop)]
    [InlineData(Ready | Punt, "A", Reason.PuntEgress)]
    [InlineData(Ready | NoDest, "A", Reason.PuntNodest)]
    [InlineData(Gone | NoDest, "A", Reason.PuntNodest)]
    [InlineData(Ready | Quiet, "S", Reason.PuntNodest)]
    public void By_the_servers_flags_a_frame_goes_up(int flags, string tcp, Reason reason)
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        Path.Server(flow.ServerId).Number("flags", (ulong)flags);

        AssertPunted(flow, flow.Request(tcp).Build(), reason);
    }

    [RootFact]
    public void A_quiet_server_keeps_its_connections() =>
        Assert.Equal(Reason.ForwardedIn, RunWith(Ready | Quiet, "A").Reason);

    [RootFact]
    public void What_goes_to_a_removed_server_is_dropped()
    {
        Verdict verdict = RunWith(Ready | Gone, "A");

        Assert.Equal((XdpAction.Drop, Reason.DropGone), (verdict.Action, verdict.Reason));
        Assert.Equal(0ul, Path.Connection(5)["in_packets"]);
    }

    [RootTheory]
    [InlineData(false, 1)]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_ttl_that_ends_here_goes_up(bool v6, byte ttl)
    {
        Flow flow = Flow.Of(Flow.Direct, v6).Enter(Path);

        AssertPunted(flow, flow.Request().Ttl(ttl).Build(), Reason.PuntTtl);
    }

    [RootTheory]
    [InlineData(false, 1460)]
    [InlineData(true, 1440)]
    public void A_packet_larger_than_the_mtu_goes_up(bool v6, int payload)
    {
        Flow flow = Flow.Of(Flow.Masquerade, v6).Enter(Path);

        Assert.Equal(Reason.ForwardedIn, Path.Run(flow.Request().Payload(payload).Build()).Reason);
        Path.Reset();
        flow.Enter(Path);
        AssertPunted(flow, flow.Request().Payload(payload + 1).Build(), Reason.PuntTooBig);
    }

    [RootTheory]
    [InlineData(0x10, StateTables.TimeWait, 0, "S", true)]
    [InlineData(0x10, StateTables.Close, 0, "S", true)]
    [InlineData(0x10, StateTables.Close, 0, "SA", true)]
    [InlineData(0x20, StateTables.TimeWait, 0, "S", true)]
    [InlineData(0x00, StateTables.TimeWait, 0, "S", false)]
    [InlineData(0x10, StateTables.TimeWait, 0, "A", false)]
    [InlineData(0x10, StateTables.Established, 0, "S", false)]
    [InlineData(0x10, StateTables.CloseWait, 0, "S", false)]
    [InlineData(0x10, StateTables.FinWait, 1, "S", false)]
    [InlineData(0x20, StateTables.FinWait, 1, "S", true)]
    [InlineData(0x20, StateTables.FinWait, 0, "S", false)]
    public void A_syn_may_begin_anew_on_a_connection_that_is_over(int settings, int state, int oneSided, string tcp, bool anew)
    {
        Flow flow = (Flow.V4(Flow.Direct) with { State = state, OneSided = oneSided == 1 ? StateTables.OneSided : 0 }).Enter(Path);
        Path.Settings.Number("flags", (ulong)settings);

        if (anew)
            AssertPunted(flow, flow.Request(tcp).Build(), Reason.PuntReuse);
        else
            Assert.Equal(Reason.ForwardedIn, Path.Run(flow.Request(tcp).Build()).Reason);
    }

    [RootFact]
    public void A_connection_with_a_template_is_not_begun_anew()
    {
        Flow flow = (Flow.V4(Flow.Direct) with { State = StateTables.TimeWait, Flags = 0x02 }).Enter(Path);
        Path.Settings.Number("flags", 0x10);

        Assert.Equal(Reason.ForwardedIn, Path.Run(flow.Request("S").Build()).Reason);
    }

    [RootFact]
    public void A_new_connection_comes_before_the_question_whether_the_server_is_there()
    {
        Flow flow = (Flow.V4(Flow.Direct) with { State = StateTables.Close }).Enter(Path);
        Path.Settings.Number("flags", 0x10);
        Path.Server(flow.ServerId).Number("flags", Gone);

        AssertPunted(flow, flow.Request("S").Build(), Reason.PuntReuse);
    }

    [RootTheory]
    [InlineData(17, Reason.PuntOnePacket)]
    [InlineData(132, Reason.PuntSctp)]
    public void A_connection_that_lvsd_keeps_to_itself_goes_up_both_ways(byte protocol, Reason reason)
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { Protocol = protocol, Flags = 0x01 }).Enter(Path);

        AssertPunted(flow, flow.Request().Build(), reason);
        AssertPunted(flow, flow.Reply().Build(), reason);
    }

    [RootFact]
    public void With_nobody_there_it_is_dropped_and_never_passed()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        Path.Attend(false);

        Verdict verdict = Path.Run(flow.Request().Ttl(1).Build());

        Assert.Equal((XdpAction.Drop, Reason.DropUnattended), (verdict.Action, verdict.Reason));
    }

    [RootFact]
    public void A_queue_beyond_those_known_is_nobodys()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        Path.Link(Datapath.Loopback).Number("queues", 0);

        Assert.Equal(Reason.DropUnattended, Path.Run(flow.Request().Ttl(1).Build()).Reason);
    }

    private Verdict RunWith(int serverFlags, string tcp)
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        Path.Server(flow.ServerId).Number("flags", (ulong)serverFlags);
        return Path.Run(flow.Request(tcp).Build());
    }

    private void AssertPunted(Flow flow, byte[] frame, Reason reason)
    {
        ulong state = Path.Connection(flow.Slot)["state"];

        Verdict verdict = Path.Run(frame);

        Assert.Equal((XdpAction.Redirect, reason), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
        Row connection = Path.Connection(flow.Slot);
        Assert.Equal((0ul, 0ul, state), (connection["in_packets"], connection["out_packets"], connection["state"]));
        Assert.Equal(0ul, Path.Counter(flow.ServerId, "in_packets"));
        Assert.Empty(Path.TakeEvents());
    }
}
