using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A real server's next hop, for the tables and for the C# reference alike.</summary>
internal static class Hop
{
    internal const string SourceMac = "02:00:00:00:02:01";
    internal const string DestinationMac = "02:00:00:00:02:12";
    internal const int Interface = 7;

    internal static HopRow Default => new(1500, 0);

    internal static NextHop Reference(ushort vlan) => new(
        Interface, 1500, vlan, MacAddress.Parse(SourceMac), MacAddress.Parse(DestinationMac), InetAddress.Parse("10.2.0.1"), true);

    internal readonly record struct HopRow(ushort Mtu, ushort Vlan)
    {
        internal Row Write(Row server) => server.Number("flags", 1).Number("ifindex", Interface).Number("mtu", Mtu)
            .Number("vlan", Vlan).Bytes("source_mac", Datapath.Mac(SourceMac)).Bytes("destination_mac", Datapath.Mac(DestinationMac));
    }
}
