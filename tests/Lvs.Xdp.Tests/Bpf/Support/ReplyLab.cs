using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A namespace with routes to a client (10.1.0.2, fd01::2), on the thread that runs the program there.</summary>
internal sealed class ReplyLab : IDisposable
{
    private const string ClientMac = "02:00:00:00:01:02";
    private const string DirectorMac = "02:00:00:00:01:01";

    private readonly TestNetwork _network;

    private ReplyLab(TestNetwork network)
    {
        _network = network;
        network.Veth("director", "clients", "client", "eth0");
        Ip($"link set clients address {DirectorMac}");
        Ip("addr add 10.1.0.1/24 dev clients");
        Ip("addr add fd01::1/64 dev clients nodad");
        Ip($"neigh replace 10.1.0.2 lladdr {ClientMac} dev clients nud permanent");
        Ip($"neigh replace fd01::2 lladdr {ClientMac} dev clients nud permanent");
        network.Enter("director");
        foreach (string device in new[] { "lo", "clients", "all" })
            Forwarding(device, true);
        ClientSide = (int)NetworkInterfaces.Index("clients");
        Path = new Datapath();
        WriteLink();
    }

    internal Datapath Path { get; }

    /// <summary>The index of the device towards the clients.</summary>
    internal int ClientSide { get; }

    /// <summary>The way to the client, as the host's routing table has it.</summary>
    internal NextHop ClientHop(ushort vlan) => new(
        (uint)ClientSide, 1500, vlan, MacAddress.Parse(DirectorMac), MacAddress.Parse(ClientMac), InetAddress.Parse("10.1.0.1"), true);

    /// <summary>Tells the program of the device towards the clients.</summary>
    internal void WriteLink() => Path.Link(ClientSide).Number("flags", 3).Number("redirect_ifindex", (ulong)ClientSide).Number("mtu", 1500)
        .Bytes("mac", Datapath.Mac(DirectorMac));

    /// <summary>Lets the program keep the ways it finds: lvsd's word, which lasts from now on.</summary>
    internal void KeepRoutes(ulong epoch, double seconds = 3600) => Path.Settings.Number("route_epoch", epoch)
        .Number("routes_until", Ticks.FromNanoseconds(Libc.MonotonicNanoseconds() + (long)(seconds * 1e9)));

    internal static void Run(Action<ReplyLab> test) => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("director", "client");
        using var lab = new ReplyLab(network);
        test(lab);
    });

    internal static void Forwarding(string device, bool on)
    {
        foreach (string family in new[] { "ipv4", "ipv6" })
            File.WriteAllText($"/proc/sys/net/{family}/conf/{device}/forwarding", on ? "1" : "0");
    }

    internal void Ip(string arguments) => _network.In("director", arguments);

    /// <summary>What the C# reference makes of a frame from the server.</summary>
    internal byte[] Expected(Flow flow, byte[] frame, ushort vlan)
    {
        Assert.True(PacketBuffer.TryCopy(frame, new byte[frame.Length + 256], 192, out PacketBuffer buffer));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(buffer.Frame, out PacketHeaders headers));
        Assert.True(Rewriter.DecrementTimeToLive(buffer.Frame, ref headers));
        Assert.True(Rewriter.TranslateSource(buffer.Frame, ref headers, InetAddress.Parse(flow.Virtual), flow.VirtualPort));
        Assert.True(LinkLayer.TryWrite(ref buffer, ref headers, ClientHop(vlan)));
        return buffer.Frame.ToArray();
    }

    public void Dispose() => Path.Dispose();
}
