using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Beginnings and ends of connections, beside what the recordings show of them.</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly TestDirector _site = new(connections: 64);

    public LifecycleTests() => _site.Ipvsadm(
        "-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.1 -m", "-a -t 10.3.0.1:80 -r 10.2.0.2 -m");

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("A")]
    [InlineData("S")]
    public void With_expire_nodest_conn_a_removed_servers_connection_ends_at_its_next_packet(string flags)
    {
        _site.Director.Apply(new DirectorSettings { ExpireNodestConn = true });
        Assert.Equal("10.2.0.2", Send("S"));
        _site.Ipvsadm("-d -t 10.3.0.1:80 -r 10.2.0.2");
        if (flags == "S")
        {
            Assert.Equal("10.2.0.1", Send(flags));
            Assert.Equal(1, _site.Director.ConnectionCount);
        }
        else
        {
            // It opens nothing, and is the host's, who resets it.
            _site.Receive(Packet(flags));
            Assert.Single(_site.Network.Delivered);
            Assert.Equal(0, _site.Director.ConnectionCount);
        }
    }

    [Fact]
    public void Without_it_the_connection_waits_and_its_packets_are_dropped()
    {
        Send("S");
        _site.Ipvsadm("-d -t 10.3.0.1:80 -r 10.2.0.2");
        _site.Receive(Packet("A"));
        Assert.Empty(_site.Network.Sent);
        _site.Climb(Packet("A"));
        Assert.Empty(_site.Network.Delivered);
        Assert.Equal(1, _site.Director.CountOf(DirectorReason.DropServerGone));
        Assert.Equal(1, _site.Director.ConnectionCount);
    }

    [Fact]
    public void With_expire_nodest_conn_a_syn_to_a_server_of_weight_zero_is_scheduled_anew()
    {
        _site.Director.Apply(new DirectorSettings { ExpireNodestConn = true });
        Assert.Equal("10.2.0.2", Send("S"));
        Send("A");
        _site.Ipvsadm("-e -t 10.3.0.1:80 -r 10.2.0.2 -m -w 0");
        Assert.Equal("10.2.0.2", Send("A"));
        Assert.Equal("10.2.0.1", Send("S"));
        Assert.Equal((0, 0), _site.CountsOf("10.2.0.2"));
    }

    [Fact]
    public void A_connection_in_the_place_of_another_is_chosen_while_the_other_still_counts()
    {
        _site.Ipvsadm("-E -t 10.3.0.1:80 -s lc");
        Assert.Equal("10.2.0.2", Send("S"));
        Send("A");
        Send("RA");
        Assert.Equal((0, 1), _site.CountsOf("10.2.0.2"));
        Assert.Equal("10.2.0.1", Send("S")); // by lc: none there, one inactive here
        Assert.Equal((0, 0), _site.CountsOf("10.2.0.2"));
    }

    [Fact]
    public void A_controlled_connection_is_not_scheduled_anew()
    {
        _site.Ipvsadm("-E -t 10.3.0.1:80 -s rr -p 300");
        Send("S");
        Send("A");
        Send("RA");
        int slot = _site.Slots.Single(slot => _site.Memory[slot].Kind == SlotKind.Connection);
        uint generation = _site.Memory[slot].Generation;
        Send("S");
        Assert.Equal((1, generation), (_site.Director.ConnectionCount, _site.Memory[slot].Generation));
    }

    /// <summary>The XDP program may have found it by the client's entry, and be about to write to it.</summary>
    [Fact]
    public void A_slot_whose_replies_find_no_room_in_the_index_waits_before_it_is_anothers()
    {
        ulong hash = TupleHash.Of(
            TableMemory.Seed, InetAddress.Parse("10.1.0.1"), InetAddress.Parse("10.3.0.1"), Raw(1001), Raw(80), (byte)Protocol.Tcp);
        _site.Memory.LeaveRoomOnlyAt(hash);
        _site.Receive(Packet("S"));
        Assert.Equal((0, 1), (_site.Director.ConnectionCount, _site.Director.CountOf(DirectorReason.DropTableFull)));

        _site.Memory.MakeRoom();
        Send("S");

        Assert.Equal(1u, _site.Memory[_site.Slots.Single()].Generation); // never used before

        static ushort Raw(ushort port) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(port);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Conn_reuse_mode_2_gives_up_a_fin_wait_that_was_seen_from_one_side(int mode, bool anew)
    {
        _site.Director.Apply(new DirectorSettings { ConnReuseMode = mode });
        _site.Ipvsadm("-A -t 10.3.0.2:80 -s rr", "-a -t 10.3.0.2:80 -r 10.2.0.8 -g");
        foreach (string flags in (string[])["S", "A", "FA", "S"])
            _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.2").Tcp(1001, 80, flags).Build());
        Assert.Equal(anew ? 2 : 1, _site.Climbed);
    }

    [Theory]
    [InlineData(false, "A", false)]
    [InlineData(true, "A", true)]
    [InlineData(true, "R", false)]
    public void Sloppy_tcp_opens_with_what_comes_but_a_reset(bool sloppy, string flags, bool opens)
    {
        _site.Director.Apply(new DirectorSettings { SloppyTcp = sloppy });
        _site.Receive(Packet(flags));
        Assert.Equal(opens ? 1 : 0, _site.Director.ConnectionCount);
        _site.Climb(Packet(flags));
        Assert.Equal(opens ? 1 : 0, _site.Director.ConnectionCount);
    }

    [Theory]
    [InlineData(false, 0, false)]
    [InlineData(true, 0, true)]
    [InlineData(true, SctpChunk.Abort, false)]
    [InlineData(false, SctpChunk.Init, true)]
    public void Sloppy_sctp_opens_with_what_comes_but_an_abort(bool sloppy, byte chunk, bool opens)
    {
        _site.Ipvsadm("-A --sctp-service 10.3.0.1:80 -s rr", "-a --sctp-service 10.3.0.1:80 -r 10.2.0.1 -m");
        _site.Director.Apply(new DirectorSettings { SloppySctp = sloppy });
        byte[] frame = Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Sctp(1001, 80, chunk).Payload(4).Build();
        _site.Receive(frame);
        _site.Climb(frame);
        Assert.Equal(opens ? 1 : 0, _site.Director.ConnectionCount);
    }

    [Fact]
    public void Sctp_with_another_port_goes_up_both_ways_for_its_checksum()
    {
        _site.Ipvsadm("-A --sctp-service 10.3.0.1:80 -s rr", "-a --sctp-service 10.3.0.1:80 -r 10.2.0.6:8080 -m");
        AssertSound(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Sctp(1001, 80, SctpChunk.Init).Payload(16).Build(), TestNetwork.ClientSide);
        AssertSound(Frame.Ethernet().Ip("10.2.0.6", "10.1.0.1").Sctp(8080, 1001, 2).Payload(16).Build(), TestNetwork.ServerSide);
        AssertSound(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Sctp(1001, 80, 10).Payload(16).Build(), TestNetwork.ClientSide);
        Assert.Equal(3, _site.Climbed);
        Assert.Equal((0, 1), _site.CountsOf("10.2.0.6"));
    }

    /// <summary>The XDP program leaves this one to the director, and the state must come out as if it had not.</summary>
    [Fact]
    public void Sctp_with_another_port_that_aborts_behind_its_cookie_is_over()
    {
        _site.Ipvsadm("-A --sctp-service 10.3.0.1:80 -s rr", "-a --sctp-service 10.3.0.1:80 -r 10.2.0.6:8080 -m");
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Sctp(1001, 80, SctpChunk.Init).Payload(16).Build());
        _site.Receive(Frame.Ethernet().Ip("10.2.0.6", "10.1.0.1").Sctp(8080, 1001, 2).Payload(16).Build(), TestNetwork.ServerSide);
        byte[] echo = Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Sctp(1001, 80, SctpChunk.CookieEcho)
            .Payload(1, 2, 3, 4, SctpChunk.Abort, 0, 0, 4).Build();
        echo[14 + 20 + 12 + 3] = 8;
        _site.Receive(echo);
        Assert.Equal(SctpState.Closed, (SctpState)_site.Memory[_site.Slots.Single()].State);
    }

    [Fact]
    public void One_packet_services_leave_nothing_behind()
    {
        _site.Ipvsadm("-A -u 10.3.0.1:53 -s rr -o", "-a -u 10.3.0.1:53 -r 10.2.0.7 -m -x 1");
        for (int i = 0; i < 3; i++)
        {
            _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Udp(1001, 53).Payload(4).Build());
            Assert.Single(_site.Network.Sent);
        }

        Assert.Equal(0, _site.Director.ConnectionCount);
        Assert.Equal((0, 0), _site.CountsOf("10.2.0.7"));
        RealServer server = _site.Rules.Services.Single(static service => service.Key.Port == 53).Servers.First!;
        Assert.Equal(new Traffic(3, 3, 0, 96, 0), _site.Director.TrafficOf(server));

        // NAT with -o: nobody translates the answer.
        _site.Receive(Frame.Ethernet().Ip("10.2.0.7", "10.1.0.1").Udp(53, 1001).Payload(4).Build(), TestNetwork.ServerSide);
        Assert.Single(_site.Network.Delivered);
    }

    [Fact]
    public void A_local_server_is_delivered_to_the_host_and_masquerading_to_it_is_refused()
    {
        _site.Network.Own.Add(InetAddress.Parse("10.2.0.5"));
        _site.Ipvsadm("-A -t 10.3.0.2:80 -s rr", "-a -t 10.3.0.2:80 -r 10.2.0.5 -g");
        byte[] frame = Frame.Ethernet().Ip("10.1.0.1", "10.3.0.2").Tcp(1001, 80, "S").Build();
        _site.Receive(frame);
        Assert.Equal(frame, Assert.Single(_site.Network.Delivered));
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.5"));
        RuleException refused = Assert.Throws<RuleException>(() => _site.Ipvsadm("-e -t 10.3.0.2:80 -r 10.2.0.5 -m"));
        Assert.Equal(RuleError.LocalMasquerade, refused.Error);
    }

    [Fact]
    public void A_frame_whose_neighbour_has_not_answered_waits_and_is_not_counted_until_it_goes()
    {
        _site.Network.Unresolved.Add(InetAddress.Parse("10.2.0.2"));
        _site.Receive(Packet("S"));
        Assert.Equal("10.2.0.2", Assert.Single(_site.Network.Held).ToString());
        Assert.Empty(_site.Network.Sent);
        _site.Network.Unresolved.Clear();
        _site.Climb(Packet("S"));
        Assert.Equal(1, _site.Director.ConnectionCount);
        Assert.Equal((1ul, 1ul), (_site.Director.TrafficOfAll().Connections, _site.Director.TrafficOfAll().InPackets));
    }

    [Fact]
    public void Without_a_way_a_packet_is_dropped()
    {
        _site.Network.Unreachable.Add(InetAddress.Parse("10.2.0.2"));
        _site.Receive(Packet("S"));
        Assert.Empty(_site.Network.Sent);
        Assert.Equal(1, _site.Director.CountOf(DirectorReason.DropUnreachable));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_whose_first_packet_never_went_on_ends_with_its_state(bool waits)
    {
        (waits ? _site.Network.Unresolved : _site.Network.Unreachable).Add(InetAddress.Parse("10.2.0.2"));
        _site.Receive(Packet("S"));
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.2"));
        _site.Wait(58);
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.2"));
        _site.Wait(5);
        Assert.Equal((0, 0), _site.CountsOf("10.2.0.2"));
        Assert.Equal("10.2.0.1", Send("S"));
    }

    [Fact]
    public void Lost_events_are_made_up_for()
    {
        Send("S");
        Send("A");
        int slot = _site.Slots.Single();
        _site.Memory[slot].StateWord = (uint)TcpState.TimeWait; // as the XDP program leaves it when the ring is full
        _site.Memory[slot].Timeout = Ticks.FromSeconds(5);
        unsafe
        {
            _site.Memory.Tables.Settings->EventsLost++;
        }

        _site.Wait(2);
        Assert.Equal((0, 1), _site.CountsOf("10.2.0.2"));
        _site.Wait(6);
        Assert.Equal(0, _site.Director.ConnectionCount);
    }

    [Fact]
    public void An_event_about_an_earlier_use_of_the_slot_changes_nothing()
    {
        Send("S");
        int slot = _site.Slots.Single();
        _site.Memory[slot].StateWord = (uint)TcpState.TimeWait;
        _site.Director.ApplyEvent((uint)slot, _site.Memory[slot].Generation - 1);
        _site.Director.ApplyEvent(0, 0);
        _site.Director.ApplyEvent(uint.MaxValue, 1);
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.2"));
        _site.Director.ApplyEvent((uint)slot, _site.Memory[slot].Generation);
        Assert.Equal((0, 1), _site.CountsOf("10.2.0.2"));
    }

    private static byte[] Packet(string flags) => Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 80, flags).Build();

    private string Send(string flags)
    {
        _site.Receive(Packet(flags));
        return InetAddress.Read(Assert.Single(_site.Network.Sent).Frame.AsSpan(30), InetFamily.V4).ToString();
    }

    private void AssertSound(byte[] frame, uint side)
    {
        _site.Receive(frame, side);
        byte[] sent = Assert.Single(_site.Network.Sent).Frame;
        Assert.Equal(ParseStatus.Ok, Engine.Packets.Packet.TryParse(sent, out PacketHeaders headers));
        Assert.True(TransportChecksum.IsValid(sent, headers));
    }
}
