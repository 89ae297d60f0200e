using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Datagrams that come in fragments, beside what the recordings show of them.</summary>
public sealed class FragmentTests : IDisposable
{
    private const int Piece = 1200;
    private readonly TestDirector _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("-m", "fd02::11", 1500)]
    [InlineData("-g", "fd02::11", 1500)]
    [InlineData("-i", "fd02::11", 1500)]
    [InlineData("-i", "10.2.0.11", 1500)]
    [InlineData("-i", "fd02::11", 1320)]
    public void A_large_IPv6_datagram_reaches_the_server_whose_fragments_fit(string method, string server, ushort mtu)
    {
        _site.Network.ServerMtu = mtu;
        _site.Ipvsadm("-A -u [fd03::1]:53 -s rr", $"-a -u [fd03::1]:53 -r {(server.Contains(':') ? $"[{server}]" : server)} {method}");

        Send(Piece);

        Assert.All(_site.Network.Sent, static sent => Assert.Equal(TestNetwork.ServerSide, sent.Interface));
        Assert.All(_site.Network.Sent, sent => Assert.InRange(sent.Frame.Length, 1, mtu + Packet.EthernetLength));
        Assert.Equal((3, 0L), (_site.Network.Sent.Count, _site.Director.CountOf(DirectorReason.RefuseTooBig)));
    }

    [Fact]
    public void One_whose_fragments_do_not_fit_into_the_tunnel_is_answered_with_what_does()
    {
        _site.Ipvsadm("-A -u [fd03::1]:53 -s rr", "-a -u [fd03::1]:53 -r [fd02::11] -i");

        Send(1448); // 1496 with the headers, 36 too many

        (byte[] error, uint at) = Assert.Single(_site.Network.Sent);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(error, out PacketHeaders headers));
        Assert.Equal((IcmpV6.PacketTooBig, 1460, TestNetwork.ClientSide), (headers.IcmpType, IcmpErrors.ReportedMtu(error, headers), at));
    }

    // 3008 bytes of UDP in pieces of that many.
    private void Send(int piece)
    {
        byte[] datagram = Frame.Ethernet().Ip("fd01::2", "fd03::1").Udp(4001, 53).Payload(3000).BuildIp()[40..];
        for (int at = 0; at < datagram.Length; at += piece)
        {
            byte[] part = datagram[at..Math.Min(at + piece, datagram.Length)];
            _site.Feed(
                Frame.Ethernet().Ip("fd01::2", "fd03::1").Fragment(at, at + piece < datagram.Length).Protocol(IpProtocol.Udp)
                    .Payload(part).Build(),
                TestNetwork.ClientSide);
        }
    }
}
