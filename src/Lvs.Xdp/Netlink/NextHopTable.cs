using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <summary>
/// The way to any address, from memory: the kernel is asked once for the route to it (policy routing and all) and again when
/// something changed that may affect it; neighbours and links come from the watcher's tables. One thread, the watcher's.
/// </summary>
/// <remarks>
/// Frames forwarded by XDP do not refresh the kernel's neighbour entries. <see cref="Maintain"/> therefore has the kernel confirm
/// the stale neighbours of watched and recently found addresses, every 30 seconds, and tries failed ones of watched addresses
/// every second.
/// </remarks>
public sealed class NextHopTable : INextHops, IDisposable
{
    /// <summary>At most this many addresses are remembered; those that nobody watches make room.</summary>
    internal const int Capacity = 16 * 1024;

    private const int MostWaiting = 1024;
    private const long RetryMilliseconds = 1000;
    private const long ConfirmMilliseconds = 30_000;
    private const long WaitMilliseconds = 5000;
    private readonly NetlinkWatcher? _watcher;
    private readonly NetworkState _network;
    private readonly IRouteQueries _kernel;
    private readonly TimeProvider _time;
    private readonly InterfaceAddresses _own = new();
    private readonly DestinationCache _destinations = new(Capacity);
    private readonly List<Destination> _wanted = new(MostWaiting);
    private readonly List<InetAddress> _changed = [];

    // When each neighbour was asked for last, since the last upkeep: thousands of servers may stand behind one gateway.
    private readonly Dictionary<NeighbourKey, long> _asked = [];
    private uint _generation = 1;
    private uint _routeGeneration = 1;
    private int _waiting;
    private long _maintainedAt = Destination.Never;
    private long _confirmedAt;

    /// <summary>Answers for the namespace that the watcher watches.</summary>
    public NextHopTable(NetlinkWatcher watcher)
        : this(watcher.State, watcher.Client, TimeProvider.System)
    {
        _watcher = watcher;
        watcher.Applied = Apply;
    }

    internal NextHopTable(NetworkState network, IRouteQueries kernel, TimeProvider time)
    {
        _network = network;
        _kernel = kernel;
        _time = time;
        _confirmedAt = Now;
        _own.Rebuild(network);
    }

    /// <summary>Told when the answer for watched addresses is another than before (state, device, MAC, MTU, own address), and when
    /// an address that was pending is pending no longer. The list is valid during the call.</summary>
    public event Action<IReadOnlyList<InetAddress>>? Changed;

    /// <summary>How many addresses are remembered.</summary>
    public int Count => _destinations.Count;

    private long Now => _time.GetTimestamp() / (_time.TimestampFrequency / 1000);

    /// <inheritdoc/>
    /// <remarks>Unreachable neighbours are tried again by this, once a second at most.</remarks>
    public NextHopState Find(InetAddress destination, out NextHop hop)
    {
        Destination entry = Get(destination);
        entry.Used = true;
        if (entry.State is NextHopState.Pending or NextHopState.Unreachable && entry.Neighbour != default)
            Ask(entry);
        hop = entry.Hop;
        return entry.State;
    }

    /// <inheritdoc/>
    public bool IsLocal(InetAddress address) => Get(address).State == NextHopState.Local;

    /// <inheritdoc/>
    /// <returns>The default value when the host has no address of the family.</returns>
    public InetAddress AddressOf(uint interfaceIndex, InetFamily family) => _own.Find(interfaceIndex, family);

    /// <summary>From now on changes of the way to an address are announced and its neighbour is kept alive. Counted: each call
    /// wants an <see cref="Unwatch"/>. The neighbour is asked for at once.</summary>
    public void Watch(InetAddress destination)
    {
        Find(destination, out _);
        Destination entry = Get(destination);
        if (entry.Watchers++ == 0)
        {
            List(entry);
            entry.ReportedState = entry.State;
            entry.ReportedHop = entry.Hop;
        }
    }

    /// <summary>Takes one <see cref="Watch"/> back; one too many is ignored.</summary>
    public void Unwatch(InetAddress destination)
    {
        // The next upkeep takes it off the list: to look for it there each time would cost a square for a large rule set.
        if (_destinations.TryGet(destination, out Destination? entry) && entry.Watchers > 0)
            entry.Watchers--;
    }

    /// <summary>The upkeep; call it as often as convenient, it does its work once a second.</summary>
    public void Maintain()
    {
        long now = Now;
        if (now - _maintainedAt < RetryMilliseconds)
            return;
        _maintainedAt = now;
        _watcher?.Maintain();
        _asked.Clear();
        foreach (Destination entry in _destinations.All)
        {
            if (entry.Waiting && now - entry.WaitingSince > WaitMilliseconds)
                EndWaiting(entry);
            if (entry.Watchers > 0 || entry.Used)
                KeepAlive(entry, now);
            entry.Used = false;
        }

        Unlist();

        // What no notification tells: a path MTU that was learned or has expired.
        if (now - _confirmedAt >= ConfirmMilliseconds)
        {
            _confirmedAt = now;
            _routeGeneration++;
            _generation++;
        }

        Announce();
    }

    /// <summary>Lets go of the watcher.</summary>
    public void Dispose()
    {
        if (_watcher is not null)
            _watcher.Applied = null;
    }

    internal void Apply(NetworkChanges changes)
    {
        _generation++;
        if (changes.Links.Count > 0 || changes.Addresses.Count > 0)
            _own.Rebuild(_network);
        if (changes.AllRoutes || changes.Links.Count > 0 || changes.Addresses.Count > 0)
        {
            _routeGeneration++;
        }
        else if (changes.Routes.Count > 0)
        {
            foreach (Destination entry in _destinations.All)
                entry.RouteStale |= changes.MayAffect(entry.Address);
        }

        Announce();
    }

    private Destination Get(InetAddress address)
    {
        if (!_destinations.TryGet(address, out Destination? entry))
        {
            entry = _destinations.Add(address);
            Refresh(entry);
        }
        else if (entry.Generation != _generation)
        {
            Refresh(entry);
        }

        return entry;
    }

    private void Refresh(Destination entry)
    {
        if (entry.RouteStale || entry.RouteGeneration != _routeGeneration)
        {
            entry.HasRoute = _kernel.TryGetRoute(entry.Address, out entry.Route);
            entry.RouteGeneration = _routeGeneration;
            entry.RouteStale = false;
        }

        entry.Generation = _generation;
        NeighbourKey before = entry.Neighbour;
        entry.Neighbour = default;
        entry.Hop = default;
        entry.State = entry.HasRoute
            ? NextHopResolver.Resolve(_network, entry.Address, entry.Route, _own, out entry.Hop, out entry.Neighbour)
            : NextHopState.Unreachable;
        if (entry.Neighbour != before)
            entry.AskedAt = Destination.Never;
    }

    private void Ask(Destination entry)
    {
        long now = Now;
        if (now - entry.AskedAt < RetryMilliseconds)
            return;

        // The kernel does not announce that it begins again with a neighbour that had failed. At our first attempt for this
        // address it counts as pending, later ones leave it unreachable until it answers.
        if (entry.AskedAt == Destination.Never && entry.State == NextHopState.Unreachable)
        {
            _network.MarkIncomplete(entry.Neighbour);
            _asked.Remove(entry.Neighbour);
            entry.State = NextHopState.Pending;
        }

        Resolve(entry, now);
        if (entry.State == NextHopState.Pending && !entry.Waiting && _waiting < MostWaiting)
            BeginWaiting(entry, now);
    }

    private void BeginWaiting(Destination entry, long now)
    {
        if (entry.Watchers == 0)
        {
            List(entry);
            entry.ReportedState = entry.State;
            entry.ReportedHop = entry.Hop;
        }

        entry.Waiting = true;
        entry.WaitingSince = now;
        _waiting++;
    }

    private void List(Destination entry)
    {
        if (!entry.Listed)
            _wanted.Add(entry);
        entry.Listed = true;
    }

    private void Unlist() => _wanted.RemoveAll(static entry => !(entry.Listed = entry.IsWanted));

    /// <summary>Has the kernel resolve or confirm a neighbour, unless it was just asked to for another address behind it.</summary>
    private void Resolve(Destination entry, long now)
    {
        entry.AskedAt = now;
        ref long asked = ref CollectionsMarshal.GetValueRefOrAddDefault(_asked, entry.Neighbour, out bool known);
        if (known && now - asked < RetryMilliseconds)
            return;
        asked = now;
        _kernel.TryResolve(entry.Neighbour);
    }

    private void EndWaiting(Destination entry)
    {
        entry.Waiting = false;
        _waiting--;
    }

    private void KeepAlive(Destination entry, long now)
    {
        if (entry.Generation != _generation || entry.Neighbour == default)
            return;
        if (entry.State == NextHopState.Resolved)
        {
            if (now - entry.AskedAt < ConfirmMilliseconds
                || !_network.TryGetNeighbour(entry.Neighbour, out NeighbourInfo neighbour) || neighbour.State != NeighbourStates.Stale)
                return;
            Resolve(entry, now);
        }
        else if (entry.Watchers > 0)
        {
            Ask(entry);
        }
    }

    private void Announce()
    {
        _changed.Clear();
        foreach (Destination entry in CollectionsMarshal.AsSpan(_wanted))
        {
            if (!entry.IsWanted)
                continue;
            if (entry.Generation != _generation)
                Refresh(entry);
            if (entry.State is NextHopState.Pending && entry.Watchers > 0)
                Ask(entry);
            if (entry.Waiting && entry.State != NextHopState.Pending)
                EndWaiting(entry);
            if (entry.State == entry.ReportedState && entry.Hop == entry.ReportedHop)
                continue;
            entry.ReportedState = entry.State;
            entry.ReportedHop = entry.Hop;
            _changed.Add(entry.Address);
        }

        Unlist();
        if (_changed.Count > 0)
            Changed?.Invoke(_changed);
    }
}
