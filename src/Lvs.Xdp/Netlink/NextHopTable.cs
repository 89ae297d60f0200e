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
/// every second. However many are watched, no call asks the kernel for long: what is due is done a piece a turn.
/// </remarks>
public sealed partial class NextHopTable : INextHops, IDisposable
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

    // Those that a frame may be waiting for; those found since the last upkeep.
    private readonly List<Destination> _waiting = new(MostWaiting);
    private readonly List<Destination> _used = new(MostWaiting);

    // When each neighbour was asked for last, since the last upkeep: thousands of servers may stand behind one gateway.
    private readonly Dictionary<NeighbourKey, long> _asked = [];
    private uint _generation = 1;
    private uint _routeGeneration = 1;
    private uint _period = 1;

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
        _accruedAt = Now;
        _periodBegan = Now;
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
        if (!entry.Used)
        {
            entry.Used = true;
            _used.Add(entry);
        }

        if (entry.State is NextHopState.Pending or NextHopState.Unreachable && entry.Neighbour != default)
            Ask(entry);
        if (entry.State == NextHopState.Pending && !entry.Waiting && _waiting.Count < MostWaiting)
            BeginWaiting(entry);
        hop = entry.Hop;
        return entry.State;
    }

    /// <summary>What is known of the way to a watched address, without asking the kernel: pending, and no next hop, as long as
    /// nothing is.</summary>
    public NextHopState Peek(InetAddress destination, out NextHop hop)
    {
        bool known = _destinations.TryGet(destination, out Destination? entry) && entry.IsKnown;
        hop = known ? entry!.Hop : default;
        return known ? entry!.State : NextHopState.Pending;
    }

    /// <inheritdoc/>
    /// <remarks>Asks the kernel nothing. Of an address whose way is known the route decides, of any other the table of local
    /// routes (<see cref="LocalRoutes"/>).</remarks>
    public bool IsLocal(InetAddress address) =>
        _destinations.TryGet(address, out Destination? entry) && entry.IsKnown && !IsOutdated(entry)
            ? entry.State == NextHopState.Local
            : _network.LocalRoutes.Cover(address);

    /// <inheritdoc/>
    /// <returns>The default value when the host has no address of the family.</returns>
    public InetAddress AddressOf(uint interfaceIndex, InetFamily family) => _own.Find(interfaceIndex, family);

    /// <summary>From now on changes of the way to an address are announced and its neighbour is kept alive. Counted: each call
    /// wants an <see cref="Unwatch"/>.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="later">Leave it to <see cref="Maintain"/> to ask for the way, and to announce it. Else the way is known on
    /// return, and the neighbour is asked for.</param>
    public void Watch(InetAddress destination, bool later = false)
    {
        if (!later)
            Find(destination, out _);
        if (!_destinations.TryGet(destination, out Destination? entry))
        {
            entry = _destinations.Add(destination);
            entry.Generation = _generation - 1;
        }

        if (entry.Watchers++ > 0)
            return;
        entry.ReportedState = entry.IsKnown ? entry.State : NextHopState.Pending;
        entry.ReportedHop = entry.IsKnown ? entry.Hop : default;
        List(entry);
    }

    /// <summary>Takes one <see cref="Watch"/> back; one too many is ignored.</summary>
    public void Unwatch(InetAddress destination)
    {
        // The next upkeep takes it off the list: to look for it there each time would cost a square for a large rule set.
        if (_destinations.TryGet(destination, out Destination? entry) && entry.Watchers > 0)
            _unlists |= --entry.Watchers == 0;
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

        _unseen = _watched.Count;
        BeginTurn();
        ReviewWaiting();
        ReviewWatched();
        Announce();
    }

    private Destination Get(InetAddress address)
    {
        if (!_destinations.TryGet(address, out Destination? entry))
        {
            entry = _destinations.Add(address);
            Refresh(entry);
        }
        else if (IsOutdated(entry))
        {
            entry.RouteStale |= entry.Watchers == 0 && entry.Period != _period;
            Refresh(entry);
        }

        return entry;
    }

    /// <summary>Changes outdate all; the routes to watched addresses are confirmed one by one, others where they are needed.</summary>
    private bool IsOutdated(Destination entry) =>
        entry.Generation != _generation || (entry.Watchers == 0 && entry.Period != _period);

    private void Refresh(Destination entry)
    {
        if (entry.RouteStale || entry.RouteGeneration != _routeGeneration)
        {
            _questions++;
            entry.HasRoute = _kernel.TryGetRoute(entry.Address, out entry.Route);
            entry.RouteGeneration = _routeGeneration;
            entry.RouteStale = false;
        }

        entry.IsKnown = true;
        entry.Generation = _generation;
        entry.Period = _period;
        NeighbourKey before = entry.Neighbour;
        entry.Neighbour = default;
        entry.Hop = default;
        entry.State = entry.HasRoute
            ? NextHopResolver.Resolve(_network, entry.Address, entry.Route, _own, out entry.Hop, out entry.Neighbour)
            : NextHopState.Unreachable;
        if (entry.Neighbour != before)
            entry.AskedAt = Destination.Never;
    }

    /// <summary>Has the kernel resolve the neighbour of one that is pending or unreachable, once a second at most.</summary>
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
    }

    /// <summary>Has the kernel resolve or confirm a neighbour, unless it was just asked to for another address behind it.</summary>
    private void Resolve(Destination entry, long now)
    {
        entry.AskedAt = now;
        ref long asked = ref CollectionsMarshal.GetValueRefOrAddDefault(_asked, entry.Neighbour, out bool known);
        if (known && now - asked < RetryMilliseconds)
            return;
        asked = now;
        _questions++;
        _requests++;
        _kernel.TryResolve(entry.Neighbour);
    }

    private void BeginWaiting(Destination entry)
    {
        if (entry.Watchers == 0)
        {
            entry.ReportedState = entry.State;
            entry.ReportedHop = entry.Hop;
        }

        entry.Waiting = true;
        entry.WaitingSince = Now;
        _waiting.Add(entry);
    }
}
