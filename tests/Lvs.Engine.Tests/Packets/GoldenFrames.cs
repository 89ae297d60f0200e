using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Engine.Tests.Packets;

/// <summary>What the recordings' topology tells about a frame.</summary>
internal static class GoldenFrames
{
    public const string DirectorClientSide = "02:00:00:00:01:01";
    public const string DirectorServerSide = "02:00:00:00:02:01";

    public static bool CameFrom(ReadOnlySpan<byte> frame, string mac) => MacAddress.Read(frame[6..]) == MacAddress.Parse(mac);

    /// <summary>The next hop whose Ethernet header an untagged frame has.</summary>
    public static NextHop HopOf(ReadOnlySpan<byte> frame) => new(
        1, 1500, 0, MacAddress.Read(frame[6..]), MacAddress.Read(frame), InetAddress.AnyV4, true);
}
