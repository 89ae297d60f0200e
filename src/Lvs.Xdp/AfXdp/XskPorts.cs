using System.Collections;
using System.Globalization;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// The AF_XDP sockets of all interfaces: one a receive queue, on one <see cref="FramePool"/>, registered in the <c>xsks</c>
/// map in runs of consecutive keys. One thread uses it.
/// </summary>
public sealed class XskPorts : IDisposable
{
    /// <summary>A director has two sides. Chunks that an idle port was given cannot be taken back for one that comes later, so that a
    /// single one does not get all.</summary>
    internal const int Expected = 2;

    private readonly XskMap _map;
    private readonly List<XskPort> _ports = [];
    private readonly Dictionary<uint, Run> _runs = [];
    private readonly BitArray _keys;
    private readonly Stack<int> _ids = new();
    private int _nextId;

    /// <summary>Begins without ports.</summary>
    public XskPorts(FramePool pool, XskMap map)
    {
        Pool = pool;
        _map = map;
        _keys = new BitArray((int)map.MaxEntries);
    }

    /// <summary>The memory of all of them.</summary>
    public FramePool Pool { get; }

    /// <summary>All ports, for the receive loop.</summary>
    public IReadOnlyList<XskPort> All => _ports;

    /// <summary>The same, for loops that must not allocate an enumerator.</summary>
    internal List<XskPort> List => _ports;

    /// <summary>How many chunks each port should have waiting: all but the pool's reserve between them and those
    /// to come, at least 64, at most a ring.</summary>
    public int FillTarget { get; private set; }

    /// <summary>Raised by one whenever a port comes or goes, so that poll sets are made anew.</summary>
    public int Version { get; private set; }

    /// <summary>The ports of an interface by queue; empty when it has none.</summary>
    public ReadOnlySpan<XskPort> Of(uint interfaceIndex) => _runs.TryGetValue(interfaceIndex, out Run? run) ? run.Ports : [];

    /// <summary>The keys of an interface's sockets; none for one without.</summary>
    public XskQueues QueuesOf(uint interfaceIndex) => _runs.TryGetValue(interfaceIndex, out Run? run) ? run.Queues : default;

    /// <summary>Opens sockets for an interface's queues, or follows a change in their number. While it changes, both the old
    /// keys and the new ones work; write the result to <c>links</c>, then call <see cref="ForgetMoved"/>.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="queues">Its receive queues, at least 1.</param>
    /// <param name="allowZeroCopy">False in generic mode.</param>
    /// <exception cref="DataPlaneException">The kernel refuses a socket, or the map is full.</exception>
    public XskQueues Open(uint interfaceIndex, string name, int queues, bool allowZeroCopy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queues);
        ForgetMoved(interfaceIndex);
        _runs.TryGetValue(interfaceIndex, out Run? old);
        if (old?.Ports.Length == queues)
            return old.Queues;
        XskPort[] kept = old == null ? [] : old.Ports[..Math.Min(queues, old.Ports.Length)];
        var ports = new List<XskPort>(kept);
        int key = Reserve(queues, name);
        try
        {
            for (int queue = kept.Length; queue < queues; queue++)
                ports.Add(OpenOne(interfaceIndex, name, (uint)queue, allowZeroCopy));
            for (int queue = 0; queue < queues; queue++)
                _map.Set((uint)(key + queue), ports[queue].Fd);
        }
        catch
        {
            foreach (XskPort port in ports.Skip(kept.Length))
                Close(port);
            Release(key, queues);
            throw;
        }

        var run = new Run(new XskQueues((uint)key, (uint)queues), [.. ports], old);
        _runs[interfaceIndex] = run;
        Changed();
        return run.Queues;
    }

    /// <summary>Gives up the keys and sockets that an interface had before the last <see cref="Open"/>.</summary>
    public void ForgetMoved(uint interfaceIndex)
    {
        if (!_runs.TryGetValue(interfaceIndex, out Run? run) || run.Previous is not { } old)
            return;
        Release((int)old.Queues.Base, old.Ports.Length);
        foreach (XskPort port in old.Ports.Except(run.Ports).ToList())
            Close(port);
        run.Previous = null;
        Changed();
    }

    /// <summary>Closes an interface's sockets; false when it had none.</summary>
    public bool Close(uint interfaceIndex)
    {
        ForgetMoved(interfaceIndex);
        if (!_runs.Remove(interfaceIndex, out Run? run))
            return false;
        Release((int)run.Queues.Base, run.Ports.Length);
        foreach (XskPort port in run.Ports)
            Close(port);
        Changed();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (uint interfaceIndex in _runs.Keys.ToList())
            Close(interfaceIndex);
    }

    private XskPort OpenOne(uint interfaceIndex, string name, uint queue, bool allowZeroCopy)
    {
        try
        {
            XskSocket socket = XskSocket.Open(Pool, _ports, interfaceIndex, queue, allowZeroCopy);
            var port = new XskPort(Pool, socket, _ids.TryPop(out int id) ? id : _nextId++);
            _ports.Add(port);
            Changed();
            port.Refill(XskPort.LeastFill); // the rest in the next round, when all that are opened now share
            return port;
        }
        catch (LinuxException error)
        {
            throw error.Errno switch
            {
                Errno.ENOBUFS or Errno.ENOMEM => Privileges.LockedMemory(error),
                Errno.EPERM => Privileges.Explain(error),
                Errno.EBUSY => new DataPlaneException(
                    DataPlaneError.InterfaceBusy,
                    name,
                    $"Another AF_XDP socket has receive queue {queue} of interface '{name}'.",
                    "Stop the program that has it (ss --xdp shows it), or leave the interface out.",
                    error),
                _ => new DataPlaneException(
                    DataPlaneError.AfXdp,
                    name,
                    $"No AF_XDP socket for receive queue {queue} of interface '{name}': {Errno.Text(error.Errno)}.",
                    "Use a kernel of 6.1 or newer with CONFIG_XDP_SOCKETS, and see that the queue exists (ethtool -l).",
                    error),
            };
        }
    }

    private void Close(XskPort port)
    {
        _ports.Remove(port);
        port.Dispose();
        _ids.Push(port.Id);
    }

    private int Reserve(int count, string name)
    {
        for (int first = 0, run = 0; first + run < _keys.Length;)
        {
            if (_keys[first + run])
            {
                first += run + 1;
                run = 0;
            }
            else if (++run == count)
            {
                for (int key = first; key < first + count; key++)
                    _keys[key] = true;
                return first;
            }
        }

        throw new DataPlaneException(
            DataPlaneError.AfXdp,
            count.ToString(CultureInfo.InvariantCulture),
            $"There is no room for {count} more receive queues of interface '{name}' beside the {_keys.Length} in all that lvsd can have.",
            "Reduce the queues (ethtool -L) or name fewer interfaces.");
    }

    private void Release(int first, int count)
    {
        for (int key = first; key < first + count; key++)
        {
            _map.Remove((uint)key);
            _keys[key] = false;
        }
    }

    private void Changed()
    {
        Version++;
        FillTarget = Math.Clamp((Pool.Chunks - Pool.Reserve) / Math.Max(Expected, _ports.Count), XskPort.LeastFill, 2048);
    }

    private sealed class Run(XskQueues queues, XskPort[] ports, Run? previous)
    {
        internal XskQueues Queues { get; } = queues;

        internal XskPort[] Ports { get; } = ports;

        internal Run? Previous { get; set; } = previous;
    }
}
