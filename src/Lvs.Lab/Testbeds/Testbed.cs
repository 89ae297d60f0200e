using System.Net;
using System.Net.Sockets;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Clients;
using Lvs.Lab.Network;
using Lvs.Lab.Processes;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Testbeds;

/// <summary>A lab that stands: its nodes, its real servers, its lvsd.</summary>
internal sealed class Testbed : IAsyncDisposable
{
    private static int s_serial;
    private readonly TestbedOptions _options;
    private readonly Dictionary<string, BackgroundProcess> _servers = [];
    private Dictionary<string, LabNode> _nodes = [];
    private Lvsd? _lvsd;
    private bool _removed;

    private Testbed(Topology topology, TestbedOptions options, TestbedDirectory directory)
    {
        Topology = topology;
        _options = options;
        Directory = directory;
    }

    /// <summary>What it is built after.</summary>
    public Topology Topology { get; }

    /// <summary>Its directory.</summary>
    public TestbedDirectory Directory { get; }

    /// <summary>lvsd on the director.</summary>
    public Lvsd Lvsd => _lvsd ?? throw new LabException("This lab was built without lvsd.");

    /// <summary>The client for lvsd.</summary>
    public LvsClient Director => Lvsd.Client;

    /// <summary>What runs on the client node.</summary>
    public LabClient Client => new(_nodes["client"]);

    /// <summary>How the real servers take tunnelled packets: by the kernel's devices or by XDP; null where none come.</summary>
    public string? Decapsulation { get; private set; }

    /// <summary>A node by its name: client, router, director, rs1.</summary>
    public LabNode Node(string name) => _nodes[name];

    /// <summary>Builds a lab and starts everything in it. When it throws, nothing is left.</summary>
    public static async Task<Testbed> CreateAsync(Topology topology, TestbedOptions options, CancellationToken cancellation)
    {
        string id = options.Id ?? $"{Environment.ProcessId}-{Interlocked.Increment(ref s_serial)}";
        TestbedDirectory directory = await TestbedDirectory.CreateAsync(
            new TestbedRecord
            {
                Id = id,
                Topology = topology.Name,
                Owner = options.Standing ? null : ProcessRecord.Of(Environment.ProcessId),
            },
            cancellation);
        Testbed testbed = new(topology, options, directory);
        try
        {
            await testbed.BuildAsync(cancellation);
            return testbed;
        }
        catch
        {
            await testbed.RemoveAsync();
            throw;
        }
    }

    /// <summary>Starts a real server.</summary>
    public void StartServer(ServerPlan plan)
    {
        List<string> command = [.. Executables.Lab(), "serve", "--name", plan.Name, "--ready", ReadyFile(plan)];
        foreach (int port in plan.HttpPorts)
            command.AddRange(["--http", $"{port}"]);
        foreach (int port in plan.UdpPorts)
            command.AddRange(["--udp", $"{port}"]);
        if (!_options.Standing)
            command.AddRange(["--owner", $"{Environment.ProcessId}"]);
        File.Delete(ReadyFile(plan));
        BackgroundProcess process = BackgroundProcess.Start(plan.Name, Node(plan.Node).Enter(command), Directory.Log(plan.Name));
        Directory.Add(process);
        _servers[plan.Name] = process;
    }

    /// <summary>Waits until a real server listens.</summary>
    /// <exception cref="LabException">It ended, or took longer than 15 s; its last words.</exception>
    public async Task WaitForServerAsync(ServerPlan plan, CancellationToken cancellation)
    {
        long deadline = Environment.TickCount64 + 15_000;
        while (!File.Exists(ReadyFile(plan)))
        {
            BackgroundProcess process = _servers[plan.Name];
            if (process.HasExited || Environment.TickCount64 > deadline)
            {
                throw new LabException(
                    $"Real server {plan.Name} does not listen. Its last words ({process.LogFile}):\n{process.LogTail()}");
            }

            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>Stops lvsd and takes its data plane down, and says what it left behind that it should not have.</summary>
    public async Task<IReadOnlyList<string>> DetachAsync(CancellationToken cancellation)
    {
        if (_lvsd is null)
            return [];
        await _lvsd.StopAsync();
        CommandResult result = await _lvsd.DetachAsync(cancellation);
        List<string> left = [.. Directory.PinnedFiles().Select(file => $"the pin {file}")];
        if (result.ExitCode != 0)
            left.Add($"a failed 'lvsd --detach': {(result.Error + result.Output).Trim()}");
        CommandResult links = await Node("director").ExecuteAsync(["ip", "link", "show"], cancellation);
        if (links.EnsureSuccess().Contains("prog/xdp", StringComparison.Ordinal))
            left.Add("an XDP program on the director");
        return left;
    }

    /// <summary>Lets go of a lab that is to stay: its processes and namespaces live on.</summary>
    public void Leave()
    {
        foreach (BackgroundProcess process in _servers.Values)
            process.Dispose();
        foreach (LabNode node in _nodes.Values)
            node.Dispose();
        _removed = true;
    }

    /// <summary>Takes everything down.</summary>
    public async ValueTask DisposeAsync() => await RemoveAsync();

    private async Task BuildAsync(CancellationToken cancellation)
    {
        _nodes = await NetworkBuilder.BuildAsync(Directory.NamespacePrefix, Topology.Plan(_options.Mtu), cancellation);
        foreach (ServerPlan server in Topology.Servers)
        {
            if (Topology.Tunnelled)
                Decapsulation = await Decapsulator.SetUpAsync(Node(server.Node), Directory.Root, cancellation);
            StartServer(server);
        }

        if (_options.StartLvsd)
        {
            _lvsd = new Lvsd(Directory, Node("director"), Topology.DirectorDevices, _options);
            await _lvsd.StartAsync(cancellation);
        }

        MeetClients();
        foreach (ServerPlan server in Topology.Servers)
            await WaitForServerAsync(server, cancellation);
    }

    /// <summary>A director knows its gateway, as any host does that has been up for a moment; else the first answer to a client would
    /// wait in user space until the gateway's MAC address is known.</summary>
    private void MeetClients() => Node("director").Run(() =>
    {
        foreach (IPEndPoint client in Topology.Clients
            .SelectMany(client => new[] { client.At(InetFamily.V4, 9), client.At(InetFamily.V6, 9) }))
        {
            using Socket socket = new(client.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo([], client);
        }
    });

    private async Task RemoveAsync()
    {
        if (_removed)
            return;
        _removed = true;
        if (_lvsd is not null)
            await _lvsd.DisposeAsync();
        foreach (BackgroundProcess process in _servers.Values)
        {
            await process.KillAsync();
            process.Dispose();
        }

        foreach (LabNode node in _nodes.Values)
            node.Dispose();
        await Directory.RemoveAsync();
    }

    private string ReadyFile(ServerPlan plan) => Path.Combine(Directory.Root, plan.Name + ".ready");
}
