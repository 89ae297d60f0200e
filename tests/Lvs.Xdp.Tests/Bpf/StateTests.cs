using System.Globalization;
using Lvs.Tests;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Programs.Machine;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>The state is stepped by the profile's table, and lvsd hears of what changes its counts and timers.</summary>
public sealed class StateTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    /// <summary>Every transition that was recorded with packets from the client.</summary>
    [RootGoldenTheory]
    [InlineData("fsm-tcp-nat-flags", false)]
    [InlineData("fsm-tcp-nat", false)]
    [InlineData("fsm-tcp-dr", true)]
    public void It_steps_as_the_recordings_do(string recording, bool oneSided)
    {
        int seen = 0;
        foreach (string line in File.ReadLines(Golden.Path(recording, "expected")).TakeWhile(line => line != "sequences"))
        {
            string[] word = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int from = Array.IndexOf(StateTables.Names, word[0]);
            if (from < 0 || !word[1].StartsWith('c') || line.EndsWith("rescheduled", StringComparison.Ordinal))
                continue;
            Path.Reset();
            Flow flow = (Flow.V4(oneSided ? Flow.Direct : Flow.Masquerade) with
            {
                State = from,
                OneSided = oneSided ? StateTables.OneSided : 0,
            }).Enter(Path);

            Assert.Equal(
                Reason.ForwardedIn,
                Path.Run(flow.Request(word[1][1..].Replace("0", string.Empty, StringComparison.Ordinal)).Build()).Reason);

            Row connection = Path.Connection(flow.Slot);
            Assert.Equal((line, word[3]), (line, StateTables.Names[(int)connection["state"] & 0xff]));
            Assert.Equal((line, StateTables.Ticks(int.Parse(word[4], CultureInfo.InvariantCulture))), (line, (uint)connection["timeout"]));
            seen++;
        }

        Assert.True(seen > 10, $"{recording} has {seen} transitions");
    }

    [RootFact]
    public void Lvsd_hears_when_a_connection_becomes_inactive()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);

        Path.Run(flow.Request("FA").Build());

        Event told = Assert.Single(Path.TakeEvents());
        Assert.Equal(
            (5u, 7u, (byte)StateTables.Established, (byte)StateTables.CloseWait),
            (told.Slot, told.Generation, told.From, told.To));
        Assert.Equal(told.When, (uint)Path.Connection(flow.Slot)["in_seen"]);
    }

    [RootFact]
    public void Lvsd_hears_when_a_connection_becomes_active()
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { State = StateTables.Close }).Enter(Path);

        Path.Run(flow.Request("S").Build());

        Event told = Assert.Single(Path.TakeEvents());
        Assert.Equal(((byte)StateTables.Close, (byte)StateTables.SynReceived), (told.From, told.To));
    }

    [RootFact]
    public void Lvsd_hears_when_the_time_left_shrinks_and_not_when_it_grows()
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { State = StateTables.SynReceived }).Enter(Path);
        Path.Run(flow.Request("A").Build());
        Assert.Empty(Path.TakeEvents());

        Path.Connection(flow.Slot).Number("timeout", StateTables.Ticks(2000));
        Path.Run(flow.Request("A").Build());
        Assert.Single(Path.TakeEvents());
        Assert.Equal(StateTables.Ticks(900), (uint)Path.Connection(flow.Slot)["timeout"]);
    }

    [RootTheory]
    [InlineData(false, "in_seen")]
    [InlineData(true, "out_seen")]
    public void A_packet_is_stamped_before_it_changes_the_state(bool reply, string stamp) => ReplyLab.Run(lab =>
    {
        // lvsd looks at both at any time, and must not take a connection just opened for one that was left half-open.
        Flow flow = (Flow.V4(Flow.Masquerade) with { State = StateTables.SynReceived }).Enter(lab.Path);
        byte[] frame = reply ? flow.Reply().Build() : flow.Request("A").Build();
        lab.KeepRoutes(1);
        lab.Path.Run(frame);
        lab.Path.Connection(flow.Slot).Number("state", StateTables.SynReceived).Number(stamp, 0);
        BpfCode code = new(BpfObjects.Lvs, "xdp");
        XdpContext context = new(frame, Datapath.Loopback);
        List<(bool Stamped, ulong State)> seen = [];
        BpfMachine machine = new(code, new BpfHelpers(lab.Path, code, context))
        {
            Watch = () => seen.Add((lab.Path.Connection(flow.Slot)[stamp] != 0, lab.Path.Connection(flow.Slot)["state"])),
        };

        machine.Run(context.Pointer);

        Assert.Equal([(false, 3ul), (true, 3ul), (true, 1ul)], seen.Distinct());
    });

    [RootFact]
    public void A_packet_that_changes_nothing_tells_nobody()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);

        Path.Run(flow.Request("A").Build());

        Assert.Empty(Path.TakeEvents());
        Assert.Equal(0ul, Path.Settings["events_lost"]);
    }

    [RootFact]
    public void Events_without_room_are_counted()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        byte[] fin = flow.Request("FA").Build();
        const int Room = 4 * 1024 * 1024 / 24;
        for (int i = 0; i < Room + 10; i++)
        {
            Path.Connection(flow.Slot).Number("state", StateTables.Established);
            Path.RunUnobserved(fin);
        }

        ulong lost = Path.Settings["events_lost"];
        Assert.InRange(lost, 1ul, 20ul);
        Assert.Equal(lost, Path.Count(Reason.DropEvent));
        Assert.Equal((ulong)Room + 10, Path.Connection(flow.Slot)["in_packets"]);
    }

    [RootFact]
    public void Udp_has_one_timeout_and_no_states()
    {
        Flow flow = (Flow.V4(Flow.Direct) with { Protocol = 17, State = 0 }).Enter(Path);
        Path.Connection(flow.Slot).Number("timeout", 1);

        Path.Run(flow.Request().Build());

        Assert.Equal((0ul, (ulong)StateTables.Ticks(300)), (Path.Connection(flow.Slot)["state"], Path.Connection(flow.Slot)["timeout"]));
    }

    [RootTheory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 9)]
    [InlineData(7, 5)]
    [InlineData(8, 6)]
    [InlineData(9, 8)]
    [InlineData(10, 3)]
    [InlineData(11, 4)]
    [InlineData(12, 0)]
    [InlineData(13, 0)]
    [InlineData(14, 7)]
    [InlineData(15, 0)]
    [InlineData(200, 0)]
    public void An_sctp_chunk_is_the_event_of_the_table(byte chunk, int number)
    {
        Flow flow = (Flow.V4(Flow.Direct) with { Protocol = 132, State = 8, OneSided = StateTables.OneSided }).Enter(Path);
        Path.Profile(0).Place("sctp_next").Fill(0);
        Path.Profile(0).Place("sctp_next")[(2 * 256) + (number * 16) + 8] = 11;
        BitConverter.TryWriteBytes(Path.Profile(0).Place("sctp_timeout")[44..], 4711);

        Path.Run(Frame.Ethernet().Ip(flow.Client, flow.Virtual).Sctp(flow.ClientPort, flow.VirtualPort, chunk).Payload(4).Build());

        Assert.Equal((11ul | StateTables.OneSided, 4711ul), (Path.Connection(flow.Slot)["state"], Path.Connection(flow.Slot)["timeout"]));
    }

    [RootFact]
    public void An_abort_behind_a_cookie_is_what_counts()
    {
        Flow flow = (Flow.V4(Flow.Direct) with { Protocol = 132, State = 8 }).Enter(Path);
        Path.Profile(0).Place("sctp_next").Fill(0);
        Path.Profile(0).Place("sctp_next")[(9 * 16) + 8] = 13;
        byte[] body = [1, 2, 3, 0, 6, 0, 0, 4];
        byte[] frame = Frame.Ethernet().Ip(flow.Client, flow.Virtual).Sctp(flow.ClientPort, flow.VirtualPort, 10).Payload(body).Build();
        frame[14 + 20 + 12 + 3] = 7; // the cookie is three bytes long, padded to four

        Path.Run(frame);

        Assert.Equal(13ul, Path.Connection(flow.Slot)["state"]);
    }

    [RootFact]
    public void A_service_may_have_a_profile_of_its_own()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        StateTables.Write(Path.Profile(9));
        BitConverter.TryWriteBytes(Path.Profile(9).Place("tcp_timeout")[4..], 12345);
        Path.Connection(flow.Slot).Number("profile", 9);

        Path.Run(flow.Request().Build());

        Assert.Equal(12345ul, Path.Connection(flow.Slot)["timeout"]);
    }
}
