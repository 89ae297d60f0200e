using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>nat_icmp_send and schedule_icmp (ipvs-sysctl.rst).</summary>
public sealed class IcmpSettingTests : IDisposable
{
    private const byte Unreachable = 3;
    private readonly TestDirector _site = new();

    public IcmpSettingTests() => _site.Ipvsadm(
        "-A -u 10.3.0.1:53 -s rr", "-a -u 10.3.0.1:53 -r 10.2.0.11 -m", "-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.11 -m",
        "-A -t [fd03::1]:80 -s rr", "-a -t [fd03::1]:80 -r [fd02::11] -m");

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("10.2.0.11", "10.1.0.1", "10.2.0.1", 3, 3)]
    [InlineData("fd02::11", "fd01::2", "fd02::1", 1, 4)]
    public void A_server_that_talks_without_a_connection_is_told_port_unreachable(
        string server, string client, string director, byte type, byte code)
    {
        _site.Director.Apply(new DirectorSettings { NatIcmpSend = true });
        byte[] frame = Frame.Ethernet().Ip(server, client).Tcp(80, 4001).Payload(4).Build();
        _site.Receive(frame, TestNetwork.ServerSide);

        (byte[] error, uint at) = Assert.Single(_site.Network.Sent);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(error, out PacketHeaders headers));
        Assert.Equal(
            (InetAddress.Parse(director), InetAddress.Parse(server), TestNetwork.ServerSide),
            (headers.Source, headers.Destination, at));
        Assert.Equal((type, code), (headers.IcmpType, headers.IcmpCode));
        Assert.True(Packet.TryParseQuoted(error, headers, out QuotedPacket quoted));
        Assert.Equal((InetAddress.Parse(server), (ushort)80, (ushort)4001), (quoted.Source, quoted.SourcePort, quoted.DestinationPort));
        Assert.Equal(1, _site.Director.CountOf(DirectorReason.RefuseNoConnection));
        Assert.Empty(_site.Network.Delivered);
    }

    [Theory]
    [InlineData(false, "10.2.0.11", 80, "A")] // not switched on
    [InlineData(true, "10.2.0.11", 80, "R")] // a reset is never answered
    [InlineData(true, "10.2.0.11", 81, "A")] // no real server of ours by its port
    [InlineData(true, "10.2.0.12", 80, "A")] // nor by its address
    public void Everybody_else_is_left_to_the_host(bool sends, string source, ushort port, string flags)
    {
        _site.Director.Apply(new DirectorSettings { NatIcmpSend = sends });
        byte[] frame = Frame.Ethernet().Ip(source, "10.1.0.1").Tcp(port, 4001, flags).Build();
        _site.Receive(frame, TestNetwork.ServerSide);
        Assert.Empty(_site.Network.Sent);
        Assert.Equal(frame, Assert.Single(_site.Network.Delivered));
        Assert.Equal(0, _site.Director.CountOf(DirectorReason.RefuseNoConnection));
    }

    [Fact]
    public void A_server_that_goes_on_talking_is_not_told_every_time()
    {
        _site.Director.Apply(new DirectorSettings { NatIcmpSend = true });
        byte[] frame = Frame.Ethernet().Ip("10.2.0.11", "10.1.0.1").Tcp(80, 4001).Build();
        for (int i = 0; i < 10; i++)
            _site.Feed(frame, TestNetwork.ServerSide);
        Assert.Equal(6, _site.Network.Sent.Count);
        Assert.Equal(4, _site.Director.CountOf(DirectorReason.LimitIcmp));
    }

    [Fact]
    public void An_error_about_an_unknown_connection_of_a_service_makes_it_known()
    {
        _site.Director.Apply(new DirectorSettings { ScheduleIcmp = true });
        _site.Receive(Error());

        (byte[] sent, uint at) = Assert.Single(_site.Network.Sent);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        Assert.Equal((InetAddress.Parse("10.2.0.11"), TestNetwork.ServerSide), (headers.Destination, at));
        Assert.True(Packet.TryParseQuoted(sent, headers, out QuotedPacket quoted));
        Assert.Equal((InetAddress.Parse("10.2.0.11"), InetAddress.Parse("10.1.0.1")), (quoted.Source, quoted.Destination));
        Assert.Equal((1L, (0, 1)), (_site.Director.ConnectionCount, _site.CountsOf("10.2.0.11")));

        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Udp(4001, 53).Payload(4).Build());
        Assert.Equal(1, _site.Director.ConnectionCount); // the connection's own packets belong to it
    }

    [Fact]
    public void Of_a_service_that_schedules_each_packet_it_leaves_no_connection_behind()
    {
        _site.Director.Apply(new DirectorSettings { ScheduleIcmp = true });
        _site.Ipvsadm("-E -u 10.3.0.1:53 -s rr -o");
        _site.Receive(Error());
        Assert.Equal((1, 0L, (0, 0)), (_site.Network.Sent.Count, _site.Director.ConnectionCount, _site.CountsOf("10.2.0.11")));
    }

    [Fact]
    public void Without_the_setting_it_is_the_hosts()
    {
        _site.Receive(Error());
        Assert.Equal((1, 0, 0L), (_site.Network.Delivered.Count, _site.Network.Sent.Count, _site.Director.ConnectionCount));
    }

    [Fact]
    public void With_no_server_to_tell_it_ends_here()
    {
        _site.Director.Apply(new DirectorSettings { ScheduleIcmp = true });
        _site.Ipvsadm("-e -u 10.3.0.1:53 -r 10.2.0.11 -m -w 0");
        _site.Receive(Error());
        Assert.Equal((0, 0, 0L), (_site.Network.Delivered.Count, _site.Network.Sent.Count, _site.Director.ConnectionCount));
    }

    // A router says that what 10.3.0.1:53 answered did not reach the client.
    private static byte[] Error() => Frame.Ethernet().Ip("10.1.0.254", "10.3.0.1").Icmp(Unreachable, 1)
        .Payload(Frame.Ethernet().Ip("10.3.0.1", "10.1.0.1").Udp(53, 4001).Payload(4).BuildIp()).Build();
}
