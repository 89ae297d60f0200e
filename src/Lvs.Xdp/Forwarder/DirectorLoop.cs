using Lvs.Engine.Addressing;
using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>
/// Everything that the director's thread owns, and its rounds: wait; take events, commands and the network's changes; take
/// frames, events before every batch so that a scheduler sees counts that are current; run timers.
/// </summary>
internal sealed class DirectorLoop : IDisposable
{
    private const int BatchSize = 64;
    private const int BatchesARound = 8;
    // The order of the descriptors in the poll set; the event ring is the first, and is looked at in any case.
    private const int CommandPoll = 1;
    private const int NetworkPoll = 2;
    private const long Second = 1_000_000_000;
    private const long LongestHold = 5 * Second;

    private readonly Stack<IDisposable> _owned = new();
    private readonly CommandQueue _commands;
    private readonly ForwarderOptions _options;
    private readonly FramePool _pool;
    private readonly XskPorts _ports;
    private readonly EventRing<ConnectionEvent> _events;
    private readonly NetlinkWatcher _watcher;
    private readonly NextHopTable _nextHops;
    private readonly HeldFrames _held = new();
    private readonly FrameSink _sink;
    private readonly LinkTable _links;
    private readonly KeptRoutes _keptRoutes;
    private readonly PollSet _poll;
    private readonly XskFrame[] _batch = new XskFrame[BatchSize];
    private readonly byte[] _copy;
    private DirectorLoop _self;
    private long _now;

    internal DirectorLoop(ForwarderOptions options, CommandQueue commands, Func<ForwarderSurroundings, IDirectorWork> build)
    {
        _options = options;
        _commands = commands;
        _self = this;
        bool started = false;
        Plane = Own(DataPlane.Open(options.DataPlane));
        try
        {
            _watcher = Own(new NetlinkWatcher());
            _nextHops = Own(new NextHopTable(_watcher));
            PoolSize size = PoolSize.For(LinkTable.Expect(_watcher, options.Interfaces), options);
            _pool = Own(new FramePool(size.Chunks, size.ChunkSize));
            _copy = new byte[size.ChunkSize];
            _ports = Own(new XskPorts(_pool, Plane.Xsks));
            _sink = Own(new FrameSink(_ports, _held));
            _events = Plane.Events<ConnectionEvent>();
            _links = new LinkTable(Plane, _ports, _watcher, _sink, options.Interfaces, size.Mtu, Notify);
            Rules = new RuleTables(Plane, _nextHops);
            _keptRoutes = Own(new KeptRoutes(Plane));
            _now = Libc.MonotonicNanoseconds();
            _sink.Now = _now;

            // The director reads the pinned connections and restores the rules before the first packet can come up.
            Director = build(new ForwarderSurroundings(
                Plane, _nextHops, _sink, Rules, Rules.Servers.SetExpireWithoutDestination));
            Rules.Prune();
            Rules.Servers.AsksLater = true;
            _links.Start();
            _poll = Own(new PollSet(_events.Fd, _commands.Fd, _watcher.Descriptor));
            _watcher.Changed += _links.Apply;
            _watcher.Changed += _keptRoutes.Apply;
            _nextHops.Changed += OnNextHopsChanged;
            foreach (string notice in Plane.Notices)
                Notify(new Notice(notice));
            started = true;
        }
        finally
        {
            if (!started)
                UndoStart();
        }
    }

    internal DataPlane Plane { get; }

    internal IDirectorWork Director { get; }

    internal RuleTables Rules { get; }

    internal ForwarderCounters Counters { get; } = new();

    internal IReadOnlyCollection<XdpAttachment> Attachments => _links.Attached;

    /// <summary>Goes round until told to stop.</summary>
    internal void Run(Func<bool> stopping)
    {
        long timer = 0;
        bool more = false;
        bool unkept = false;
        while (!stopping())
        {
            _poll.Wait(_ports, more || unkept ? 0 : Math.Clamp(timer, 0, Second));
            long began = Libc.MonotonicNanoseconds();
            _now = began;
            _sink.Now = began;
            if (_poll.HasOnlyErrors())
                Thread.Sleep(1); // a socket whose interface is going reports that until rtnetlink has told, which it will
            DrainEvents();
            if (_poll.IsReadable(CommandPoll))
                _commands.Run();
            if (_poll.IsReadable(NetworkPoll))
                _watcher.Drain();
            _keptRoutes.Maintain(began);
            unkept = _nextHops.Maintain();
            ProcessReleased();
            more = ProcessFrames();
            _held.Expire(began - LongestHold);
            timer = AdvanceTimers();
            _sink.Flush();
            Counters.EndRound(began, Libc.MonotonicNanoseconds());
        }
    }

    /// <summary>A reading for other threads; numbers may be of slightly different moments.</summary>
    internal ForwarderHealth Health() => new(
        TimeSpan.FromTicks((Libc.MonotonicNanoseconds() - Counters.LastRound) / 100),
        Counters.Rounds,
        Counters.Frames,
        Counters.Events,
        _commands.Executed,
        Counters.Failures,
        Counters.Busy,
        Counters.Longest,
        _held.Count,
        _held.Dropped,
        _sink.Stack.Delivered,
        _sink.Stack.Failed,
        _sink.Packets.Transmitted,
        _sink.Packets.Failed,
        _pool.FreeChunks);

    /// <summary>Closes everything but what is pinned, which works on.</summary>
    public void Dispose()
    {
        while (_owned.TryPop(out IDisposable? owned))
            owned.Dispose();
    }

    private bool ProcessFrames()
    {
        bool full = false;
        for (int i = 0; i < _ports.List.Count; i++)
        {
            XskPort port = _ports.List[i];
            for (int batch = 0; batch < BatchesARound; batch++)
            {
                int count = port.Receive(_batch);
                if (count == 0)
                    break;
                DrainEvents();
                Span<XskFrame> frames = _batch.AsSpan(0, count);
                foreach (XskFrame frame in frames)
                    Process(port, frame);
                Counters.CountFrames(count);
                _sink.Flush();

                // Before the next batch: what comes in meanwhile finds these chunks, and would else find none from the 8th on.
                port.Refill(_ports.FillTarget);
                full |= count == BatchSize && batch == BatchesARound - 1;
            }

            port.Refill(_ports.FillTarget); // also the share of a port that went, and of what the last sending gave back
        }

        return full;
    }

    private void Process(XskPort port, XskFrame frame)
    {
        _sink.Begin(frame.Chunk, port.Queue);
        Process(_pool.Bytes(frame.Chunk), frame.Offset, frame.Length, port.InterfaceIndex);
        if (!_sink.End())
            _pool.Return(frame.Chunk);
    }

    private void Process(Span<byte> chunk, int start, int length, uint ingress)
    {
        try
        {
            Director.Process(chunk, start, length, ingress, _now);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A bug that one frame brings up must not end the forwarding of all others.
            Survive("A frame could not be processed and was dropped.", error);
        }
    }

    private void ProcessReleased()
    {
        while (_held.TryTake(out HeldFrames.Held held))
        {
            // With the headroom that a chunk has, so that it can still be encapsulated.
            if (held.Length <= _copy.Length - Libc.XDP_PACKET_HEADROOM)
            {
                held.Frame.CopyTo(_copy.AsSpan(Libc.XDP_PACKET_HEADROOM));
                Process(_copy, Libc.XDP_PACKET_HEADROOM, held.Length, held.Ingress);
            }

            HeldFrames.Return(held);
        }
    }

    private void DrainEvents()
    {
        if (!_events.HasRecords)
            return;
        Counters.CountEvents(_events.Drain(
            static (in ConnectionEvent change, ref DirectorLoop loop) =>
            {
                try
                {
                    loop.Director.Apply(change);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    loop.Survive("A change of state could not be applied.", error);
                }
            },
            ref _self));
    }

    private long AdvanceTimers()
    {
        try
        {
            return Director.Advance(_now);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Survive("A timer failed.", error);
            return Second;
        }
    }

    private void OnNextHopsChanged(IReadOnlyList<InetAddress> addresses)
    {
        foreach (InetAddress address in addresses)
        {
            Rules.Servers.Refresh(address);
            _held.Release(address);
        }
    }

    private void Survive(string what, Exception error)
    {
        Counters.CountFailure();
        Notify(new Notice(what, Error: error));
    }

    private void Notify(Notice notice) => _options.Notify?.Invoke(notice);

    // The start failed: nothing that was made for it stays. A plane that was there before keeps working as it was left.
    private void UndoStart()
    {
        bool adopted = Plane.Adopted;
        Dispose();
        if (!adopted)
            DataPlane.Remove(_options.DataPlane.PinDirectory);
    }

    private T Own<T>(T value)
        where T : IDisposable
    {
        _owned.Push(value);
        return value;
    }
}
