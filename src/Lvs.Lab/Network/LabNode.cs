using Lvs.Lab.Processes;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Namespaces;

namespace Lvs.Lab.Network;

/// <summary>A node that stands: a network namespace with a name, and what can be done in it.</summary>
/// <param name="name">The name within the lab.</param>
/// <param name="namespace">The namespace; this node disposes of it.</param>
internal sealed class LabNode(string name, NetworkNamespace @namespace) : IDisposable
{
    /// <summary>The name within the lab: client, director, rs1.</summary>
    public string Name { get; } = name;

    /// <summary>The namespace, whose own name <c>ip netns exec</c> takes.</summary>
    public NetworkNamespace Namespace { get; } = @namespace;

    /// <summary>Runs an action inside, on a thread of its own, and waits: for sockets and for /proc/sys/net.</summary>
    public T Run<T>(Func<T> function) => Namespace.Run(function);

    /// <inheritdoc cref="Run{T}(Func{T})"/>
    public void Run(Action action) => Namespace.Run(action);

    /// <summary>What passed a device.</summary>
    public LinkTraffic Traffic(string device) => Run(() => LinkTraffic.Read(device));

    /// <summary>The command line that runs a program inside. Not <c>ip netns exec</c>: that mounts a new /sys over the old one and
    /// so hides bpffs.</summary>
    public IReadOnlyList<string> Enter(params IEnumerable<string> command) =>
        ["nsenter", $"--net={Namespace.FilePath}", .. command];

    /// <summary>Runs a program inside to its end.</summary>
    public Task<CommandResult> ExecuteAsync(IEnumerable<string> command, CancellationToken cancellation) =>
        Command.RunAsync(Enter(command), cancellation: cancellation);

    /// <summary>Runs one <c>ip</c> command inside: <c>"addr add 192.0.2.1/32 dev lo"</c>.</summary>
    /// <exception cref="LabException">It failed; what it said.</exception>
    public async Task IpAsync(string arguments, CancellationToken cancellation = default)
    {
        CommandResult result = await ExecuteAsync(
            ["ip", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], cancellation);
        result.EnsureSuccess();
    }

    /// <summary>Sets a kernel variable: <c>net/ipv4/ip_forward</c>.</summary>
    public void SetSysctl(string key, string value) => Run(() => File.WriteAllText("/proc/sys/" + key, value));

    /// <summary>
    /// Makes a veth's end behave as a wire that XDP can use. A frame that XDP sends into the pair is lost unless this end polls,
    /// which it does with GRO on. Checksums must be finished before a frame leaves, as the XDP program that meets it cannot; and
    /// no super-packet may leave, as it would not fit the program's page.
    /// </summary>
    public void TuneDevices(IEnumerable<string> devices) => Run(() =>
    {
        using EthtoolSocket ethtool = new();
        foreach (string device in devices)
        {
            ethtool.Set(device, EthtoolFeature.TransmitChecksum, false);
            ethtool.Set(device, EthtoolFeature.TcpSegmentation, false);
            ethtool.Set(device, EthtoolFeature.GenericSegmentation, false);
            ethtool.Set(device, EthtoolFeature.GenericReceive, true);
        }
    });

    /// <inheritdoc/>
    public void Dispose() => Namespace.Dispose();
}
