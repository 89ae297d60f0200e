using Lvs.Lab.Processes;
using Lvs.Lab.Testbeds;

namespace Lvs.Benchmarks.Lanes;

/// <summary>All lanes at once, with the contestants on their directors; everything is taken down at the end.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly List<BackgroundProcess> _processes = [];
    private IReadOnlyList<Lane> _lanes = [];

    private Site(TestbedDirectory directory, SystemOptions options) => (Directory, Options) = (directory, options);

    /// <summary>What was asked for.</summary>
    public SystemOptions Options { get; }

    /// <summary>The run's own directory.</summary>
    public TestbedDirectory Directory { get; }

    /// <summary>A bare redirect on the director.</summary>
    public Lane Floor => _lanes[0];

    /// <summary>The kernel's forwarding on the director, and nothing else.</summary>
    public Lane Forwarding => _lanes[1];

    /// <summary>nftables' DNAT with connection tracking.</summary>
    public Lane Nftables => _lanes[2];

    /// <summary>HAProxy in TCP mode.</summary>
    public Lane Haproxy => _lanes[3];

    /// <summary>nginx's stream module.</summary>
    public Lane Nginx => _lanes[4];

    /// <summary>LvsPS.</summary>
    public Lane Lvs => _lanes[5];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>lvsd on LvsPS's director.</summary>
    public Lvsd Lvsd { get; private set; } = null!;

    /// <summary>The virtual address that the connection table was filled with; null when it was not.</summary>
    public string? Filled { get; set; }

    /// <summary>Builds the lanes and starts the contestants.</summary>
    public static async Task<Site> BuildAsync(SystemOptions options, CancellationToken cancellation)
    {
        await TestbedDirectory.SweepAsync();
        TestbedDirectory directory = await TestbedDirectory.CreateAsync(
            new TestbedRecord
            {
                Id = $"bench-{Environment.ProcessId}",
                Topology = "bench",
                Owner = ProcessRecord.Of(Environment.ProcessId),
            },
            cancellation);
        Site site = new(directory, options);
        try
        {
            await site.BuildAsync(cancellation);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program on a node.</summary>
    public BackgroundProcess Start(Lane lane, Func<Lane, Lab.Network.LabNode> node, string name, params string[] command)
    {
        BackgroundProcess process = BackgroundProcess.Start(name, node(lane).Enter(command), Directory.Log(name));
        Directory.Add(process);
        _processes.Add(process);
        return process;
    }

    /// <summary>Another lvsd in LvsPS's lane; the site's own must not run at that time.</summary>
    public Lvsd Prepare(int connections) => new(
        Directory, Lvs.Director, ["d0", "d1"], new TestbedOptions { Connections = connections });

    /// <summary>Starts the site's lvsd, with its rules.</summary>
    public async Task StartLvsdAsync(CancellationToken cancellation)
    {
        Lvsd = Prepare(Options.Flows + (Options.Flows / 4) + 65536);
        await Lvsd.StartAsync(cancellation);
        Traffic.Affinity.KeepProcess(Lvsd.Process!.Id, Traffic.Affinity.Contestants);
        await Lvsd.Client.SetRulesAsync(VirtualServices.Rules, cancellation: cancellation);
    }

    /// <summary>Stops it and takes its data plane down.</summary>
    public async Task StopLvsdAsync(CancellationToken cancellation)
    {
        await Lvsd.StopAsync();
        (await Lvsd.DetachAsync(cancellation)).EnsureSuccess();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BackgroundProcess process in _processes)
        {
            await process.StopAsync(TimeSpan.FromSeconds(2)); // nginx's worker outlives a master that is killed
            process.Dispose();
        }

        if (Lvsd is not null)
        {
            await Lvsd.StopAsync();
            await Lvsd.DetachAsync(CancellationToken.None);
            await Lvsd.DisposeAsync();
        }

        foreach (Lane lane in _lanes)
            lane.Dispose();
        await Directory.RemoveAsync();
    }

    private async Task BuildAsync(CancellationToken cancellation)
    {
        _lanes = await Lane.BuildAsync(
            Directory.NamespacePrefix, ["floor", "fwd", "nft", "haproxy", "nginx", "lvs"], cancellation);
        Floor.ShortCut();
        await Peers.StartAsync(this, cancellation);
        await StartLvsdAsync(cancellation);
    }
}
