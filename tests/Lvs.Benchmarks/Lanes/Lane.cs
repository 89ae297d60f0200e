using System.Globalization;
using System.Net.NetworkInformation;
using Lvs.Benchmarks.Traffic;
using Lvs.Lab.Network;
using Lvs.Xdp;
using Lvs.Xdp.Interop;

namespace Lvs.Benchmarks.Lanes;

/// <summary>
/// client – director – real server, two veth pairs, for one contestant: all lanes are alike but for what stands on the
/// director, and all stand at the same time, so that they can be measured in turn.
/// </summary>
internal sealed class Lane : IDisposable
{
    public const string ClientAddress = "10.1.0.2";
    public const string ServerAddress = "10.2.0.2";
    public const string VirtualAddress = "10.3.0.1";

    private readonly List<FileDescriptor> _attached = [];
    private readonly List<IDisposable> _ends = [];
    private readonly (uint Index, byte[] Mac) _clientSide;
    private readonly (uint Index, byte[] Mac) _serverSide;

    private Lane(string name, IReadOnlyDictionary<string, LabNode> nodes)
    {
        Name = name;
        (Client, Director, Server) = (nodes[name + "-c"], nodes[name + "-d"], nodes[name + "-s"]);
        ClientPort = Device(Client, "c0");
        ServerPort = Device(Server, "s0");
        _clientSide = Device(Director, "d0");
        _serverSide = Device(Director, "d1");
        Settle();
    }

    /// <summary>Whose lane it is.</summary>
    public string Name { get; }

    public LabNode Client { get; }

    public LabNode Director { get; }

    public LabNode Server { get; }

    /// <summary>The programs at the ends.</summary>
    public TrafficObject Traffic { get; } = new();

    /// <summary>Device and address of the client's end.</summary>
    public (uint Index, byte[] Mac) ClientPort { get; }

    /// <summary>Device and address of the server's end.</summary>
    public (uint Index, byte[] Mac) ServerPort { get; }

    /// <summary>Builds lanes of these names.</summary>
    public static async Task<IReadOnlyList<Lane>> BuildAsync(
        string prefix, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        NetworkPlan plan = new();
        foreach (string name in names)
            Draw(plan, name);
        Dictionary<string, LabNode> nodes = await NetworkBuilder.BuildAsync(prefix, plan, cancellation);
        return [.. names.Select(name => new Lane(name, nodes))];
    }

    private FileDescriptor Attach(LabNode node, string device, string program) => node.Run(() =>
    {
        int fd = Bpf.LinkCreateXdp(Traffic.Program(program), NetworkInterfaces.Index(device), Bpf.XDP_FLAGS_DRV_MODE);
        FileDescriptor link = FileDescriptor.Take(fd, $"attach '{program}' to {device}");
        return link;
    });

    /// <summary>Puts programs at both ends in place of those there; null for none, so that sockets work.</summary>
    /// <param name="atClient">dial, or null.</param>
    /// <param name="atServer">sink, answer, or null.</param>
    public void Equip(string? atClient, string? atServer)
    {
        foreach (IDisposable end in _ends)
            end.Dispose();
        _ends.Clear();
        if (atClient is not null)
            _ends.Add(Attach(Client, "c0", atClient));
        if (atServer is not null)
            _ends.Add(Attach(Server, "s0", atServer));
    }

    /// <summary>The floor: what comes in at the client's side goes out at the server's.</summary>
    public void ShortCut()
    {
        Traffic.Plan.Via = _serverSide.Index;
        _attached.Add(Attach(Director, "d0", "redirect"));
    }

    /// <summary>A generator of frames that enter at the client, or for replies at the server.</summary>
    /// <param name="load">The load.</param>
    /// <param name="traffic">Another plan than the lane's, for a second load at the same time.</param>
    public Generator Generate(Load load, TrafficObject? traffic = null) => load.Order.HasFlag(TrafficOrder.Reply)
        ? new Generator(traffic ?? Traffic, Server, load, load.Template(_serverSide.Mac, ServerPort.Mac), ServerPort.Index)
        : new Generator(traffic ?? Traffic, Client, load, load.Template(_clientSide.Mac, ClientPort.Mac), ClientPort.Index);

    public void Dispose()
    {
        Equip(null, null);
        foreach (FileDescriptor link in _attached)
            link.Dispose();
        Traffic.Dispose();
        foreach (LabNode node in new[] { Client, Director, Server })
            node.Dispose();
    }

    private static void Draw(NetworkPlan plan, string name)
    {
        NodePlan client = plan.Host(name + "-c").Address("c0", ClientAddress + "/24").Route("0.0.0.0/0", "10.1.0.1");
        NodePlan director = plan.Host(name + "-d").Forwards()
            .Address("d0", "10.1.0.1/24").Address("d1", "10.2.0.1/24").Route("198.18.0.0/15", ClientAddress);
        NodePlan server = plan.Host(name + "-s").Address("s0", ServerAddress + "/24").Route("0.0.0.0/0", "10.2.0.1");
        plan.Wire(client, "c0", director, "d0");
        plan.Wire(server, "s0", director, "d1");
    }

    // Neighbours are written down: no answer to ARP may be needed, since the sink gives none.
    private void Settle()
    {
        Neighbour(Client, "10.1.0.1", _clientSide.Mac, "c0");
        Neighbour(Director, ClientAddress, ClientPort.Mac, "d0");
        Neighbour(Director, ServerAddress, ServerPort.Mac, "d1");
        Neighbour(Server, "10.2.0.1", _serverSide.Mac, "s0");
    }

    private static void Neighbour(LabNode node, string address, byte[] mac, string device)
    {
        string text = string.Join(':', mac.Select(static part => part.ToString("x2", CultureInfo.InvariantCulture)));
        node.IpAsync($"neigh replace {address} lladdr {text} dev {device} nud permanent").GetAwaiter().GetResult();
    }

    private static (uint Index, byte[] Mac) Device(LabNode node, string device) => node.Run(() => (
        NetworkInterfaces.Index(device),
        NetworkInterface.GetAllNetworkInterfaces().Single(one => one.Name == device).GetPhysicalAddress().GetAddressBytes()));
}
