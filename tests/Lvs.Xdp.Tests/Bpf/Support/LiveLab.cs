using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Support;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>client c0 – d0 director d1 – s0 server, with the program on d0 and d1, and real sockets at both ends.</summary>
internal sealed class LiveLab : IDisposable
{
    private const string ClientMac = "02:00:00:00:01:02";
    private const string DirectorMac = "02:00:00:00:01:01";

    private readonly TestNetwork _network;
    private readonly BpfObject _pass;
    private readonly List<FileDescriptor> _attached = [];

    private LiveLab(TestNetwork network)
    {
        _network = network;
        Connect("client", "c0", ClientMac, "10.1.0.2/24", "d0", DirectorMac, "10.1.0.1/24");
        Connect("server", "s0", Hop.DestinationMac, "10.2.0.12/24", "d1", Hop.SourceMac, "10.2.0.1/24");
        _pass = BpfObject.Open(BpfObjects.Pass);
        _pass.Load();
        Attach("client", "c0", _pass.ProgramFd("lvs_pass"));
        Attach("server", "s0", _pass.ProgramFd("lvs_pass"));
        network.Enter("director");
        foreach (string device in new[] { "all", "d0", "d1" })
            ReplyLab.Forwarding(device, true);
        Path = new Datapath();
        uint near = Attach("director", "d0", Path.Program), far = Attach("director", "d1", Path.Program);
        Link(near, DirectorMac);
        Link(far, Hop.SourceMac);
        ServerSide = far;
    }

    internal Datapath Path { get; }

    internal uint ServerSide { get; }

    internal static void Run(Action<LiveLab> test) => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("client", "director", "server");
        using var lab = new LiveLab(network);
        test(lab);
    });

    /// <summary>Makes something in a namespace: a socket stays in the one it was made in.</summary>
    internal T In<T>(string name, Func<T> make)
    {
        _network.Enter(name);
        return make();
    }

    public void Dispose()
    {
        foreach (FileDescriptor link in _attached)
            link.Dispose();
        _pass.Dispose();
        Path.Dispose();
    }

    private void Connect(string end, string device, string mac, string address, string near, string nearMac, string nearAddress)
    {
        _network.Veth(end, device, "director", near);
        _network.In(end, $"link set {device} address {mac}");
        _network.In("director", $"link set {near} address {nearMac}");
        _network.In(end, $"addr add {address} dev {device}");
        _network.In("director", $"addr add {nearAddress} dev {near}");
        string gateway = nearAddress.Split('/')[0], host = address.Split('/')[0];
        _network.In(end, $"neigh replace {gateway} lladdr {nearMac} dev {device} nud permanent");
        _network.In("director", $"neigh replace {host} lladdr {mac} dev {near} nud permanent");
        _network.In(end, $"route add default via {gateway}");
        _network.Enter(end);
        using var ethtool = new EthtoolSocket();
        ethtool.Set(device, EthtoolFeature.TransmitChecksum, false);
    }

    private uint Attach(string name, string device, int program)
    {
        _network.Enter(name);
        uint index = NetworkInterfaces.Index(device);
        _attached.Add(FileDescriptor.Take(BpfCalls.LinkCreateXdp(program, index, 0), $"attach to {device}"));
        return index;
    }

    private void Link(uint index, string mac) => Path.Link((int)index).Number("flags", 3).Number("redirect_ifindex", index)
        .Number("queues", 1).Number("mtu", 1500).Bytes("mac", Datapath.Mac(mac));
}
