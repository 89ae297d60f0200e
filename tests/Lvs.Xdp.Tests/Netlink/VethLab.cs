using System.Diagnostics;
using Lvs.Xdp.Namespaces;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>Two namespaces with a veth between them: near (v0, 10.1.0.1/24, fd01::1/64) and far (v1, .2 and ::2).</summary>
internal sealed class VethLab : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public VethLab()
    {
        string id = $"net-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
        Near = NetworkNamespace.Create($"{id}-near");
        Far = NetworkNamespace.Create($"{id}-far");
        Ip($"link add v0 netns {Near.Name} type veth peer name v1 netns {Far.Name}");
        foreach ((NetworkNamespace side, string device, int host) in new[] { (Near, "v0", 1), (Far, "v1", 2) })
        {
            side.Run(() => File.WriteAllText("/proc/sys/net/ipv6/conf/default/accept_dad", "0"));
            side.Run(() => File.WriteAllText($"/proc/sys/net/ipv6/conf/{device}/accept_dad", "0"));
            Ip($"-n {side.Name} link set lo up");
            Ip($"-n {side.Name} link set {device} up");
            Ip($"-n {side.Name} addr add 10.1.0.{host}/24 dev {device}");
            Ip($"-n {side.Name} addr add fd01::{host}/64 dev {device} nodad");
        }
    }

    public NetworkNamespace Near { get; }

    public NetworkNamespace Far { get; }

    /// <summary>Runs <c>ip</c> in the near namespace.</summary>
    public string NearIp(string arguments) => Ip($"-n {Near.Name} {arguments}");

    /// <summary>Runs <c>ip</c> in the far namespace.</summary>
    public string FarIp(string arguments) => Ip($"-n {Far.Name} {arguments}");

    public NetlinkWatcher Watch(int receiveBuffer = 4 * 1024 * 1024) => Own(Near.Run(() => new NetlinkWatcher(receiveBuffer)));

    public RtnetlinkClient Client() => Own(Near.Run(() => new RtnetlinkClient()));

    public T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    /// <summary>Takes notifications until the condition holds.</summary>
    public static void Until(NetlinkWatcher watcher, Func<bool> condition, string what, int seconds = 15)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            watcher.Drain();
            if (condition())
                return;
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"not within {seconds} s: {what}");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        foreach (NetworkNamespace side in new[] { Near, Far })
        {
            side.Dispose();
            NetworkNamespace.Delete(side.Name);
        }
    }

    private static string Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ip {arguments}: {error}");
        return output;
    }
}
