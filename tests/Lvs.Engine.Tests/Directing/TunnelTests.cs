using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Tunnelling, beside what the recordings show of it.</summary>
public sealed class TunnelTests : IDisposable
{
    private readonly TestDirector _site = new();

    public void Dispose() => _site.Dispose();

    /// <summary>Through an IPv6 tunnel IPv4 packets go that are smaller than IPv6's least MTU, the first of a connection as all
    /// others.</summary>
    [Fact]
    public void A_narrow_way_takes_what_fits_and_the_rest_is_answered_with_the_size_that_does()
    {
        _site.Network.ServerMtu = 1300;
        _site.Ipvsadm("-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r [fd02::11] -i");

        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 80, "S").Build());
        Assert.Equal(TestNetwork.ServerSide, Assert.Single(_site.Network.Sent).Interface);

        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 80, "A").Payload(1221).Build());
        (byte[] error, uint at) = Assert.Single(_site.Network.Sent);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(error, out PacketHeaders headers));
        Assert.Equal((TestNetwork.ClientSide, 1260), (at, IcmpErrors.ReportedMtu(error, headers)));
    }
}
