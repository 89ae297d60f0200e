using System.Diagnostics;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Support;

/// <summary>
/// Network namespaces of one test, and a thread that goes from one into the other by setns (sockets and links belong to the
/// namespace they were made in, so one thread can drive all of them). All of it is gone after disposal, whatever failed.
/// </summary>
internal sealed class TestNetwork : IDisposable
{
    private static int _serial;

    private readonly string _prefix = $"xdp-{Environment.ProcessId}-{Interlocked.Increment(ref _serial)}";
    private readonly List<string> _names = [];

    /// <summary>Makes namespaces, each with lo up and without the chatter of IPv6's autoconfiguration.</summary>
    internal TestNetwork(params string[] names)
    {
        try
        {
            foreach (string name in names)
            {
                _names.Add(name);
                Ip($"netns add {Full(name)}");
                Ip($"-n {Full(name)} link set lo up");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs a test body on a thread of its own, so that its namespace is left behind with it.</summary>
    internal static void OnThread(Action body)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        if (failure != null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>The name that ip(8) knows a namespace by.</summary>
    internal string Full(string name) => $"{_prefix}-{name}";

    /// <summary>A veth pair between two namespaces, up at both ends, without IPv6 addresses of its own.</summary>
    internal void Veth(string left, string leftName, string right, string rightName, int mtu = 1500, int queues = 1)
    {
        string queue = $"numrxqueues {queues} numtxqueues {queues}";
        Ip($"-n {Full(left)} link add {leftName} mtu {mtu} {queue} type veth peer name {rightName} netns {Full(right)} mtu {mtu} {queue}");
        foreach ((string ns, string device) in new[] { (left, leftName), (right, rightName) })
        {
            Ip($"-n {Full(ns)} link set {device} addrgenmode none");
            Ip($"-n {Full(ns)} link set {device} up");
        }
    }

    /// <summary>ip(8) within a namespace.</summary>
    internal void In(string name, string arguments) => Ip($"-n {Full(name)} {arguments}");

    /// <summary>Moves the calling thread into a namespace.</summary>
    internal void Enter(string name)
    {
        using var fd = FileDescriptor.Take(Libc.Open($"/run/netns/{Full(name)}", Libc.O_RDONLY | Libc.O_CLOEXEC), $"open netns {name}");
        if (Libc.Setns(fd.Value, Libc.CLONE_NEWNET) < 0)
            throw new LinuxException("setns", Errno.Last);
    }

    public void Dispose()
    {
        foreach (string name in _names)
        {
            try
            {
                Ip($"netns del {Full(name)}");
            }
            catch (InvalidOperationException)
            {
                // was never made: the constructor's failure is the one to report
            }
        }
    }

    internal static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {error}");
    }
}
