using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class LinkLayerTests
{
    private static NextHop Hop(ushort vlan) => new(
        3, 1500, vlan, MacAddress.Parse("02:00:00:00:02:01"), MacAddress.Parse("02:00:00:00:02:11"), InetAddress.AnyV4, true);

    private static FrameBuilder Start(int tags, bool outgoing)
    {
        FrameBuilder frame = outgoing ? Frame.Ethernet("02:00:00:00:02:01", "02:00:00:00:02:11") : Frame.Ethernet();
        for (int i = 0; i < tags; i++)
            frame.Vlan((ushort)(70 + i));
        return frame;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    public void Tags_AreThoseOfTheNextHop(int received, int sent)
    {
        foreach ((string from, string to) in new[] { ("10.1.0.2", "10.3.0.1"), ("fd01::2", "fd03::1") })
        {
            byte[] frame = Start(received, false).Ip(from, to).Udp(1, 2).Payload(5).Build();
            Assert.True(PacketBuffer.TryCopy(frame, new byte[400], 256, out PacketBuffer buffer));
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
            Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, Hop((ushort)(sent * 70))));
            Assert.Equal(Start(sent, true).Ip(from, to).Udp(1, 2).Payload(5).Build(), buffer.Frame.ToArray());
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders again));
            Assert.Equal(again, headers);
        }
    }

    [Fact]
    public void NoHeadroomForTheTag_ChangesNothing()
    {
        byte[] frame = Start(0, false).IPv4("10.1.0.2", "10.3.0.1").Udp(1, 2).Build();
        byte[] before = [.. frame];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        PacketBuffer buffer = new(frame, 0, frame.Length);
        Assert.False(LinkLayer.TryWrite(ref buffer, ref headers, Hop(7)));
        Assert.Equal(before, frame);
        Assert.Equal(14, headers.NetworkOffset);
    }
}
