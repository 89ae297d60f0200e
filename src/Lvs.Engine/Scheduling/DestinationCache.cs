using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// What lblc and lblcr remember by destination address, and how they forget (ip_vs_lblc_check_expire): once a minute, and all
/// that is too old every half hour; in between, while there are more than 16384 entries, those not used for six minutes, bucket
/// after bucket, until enough are gone. Beyond four times as many, nothing new is remembered: IPVS has no bound within a minute.
/// </summary>
/// <typeparam name="T">What is remembered.</typeparam>
/// <param name="forget">Is called for every entry that goes.</param>
internal sealed class DestinationCache<T>(Action<T> forget)
    where T : class
{
    private const int Buckets = 1024;
    private const int PreferredEntries = Buckets * 16;
    private const int MaximumEntries = PreferredEntries * 4;
    private const int TicksForFullCheck = 30;
    private const double TickSeconds = 60;
    private const double IdleSeconds = 360;

    private readonly Dictionary<InetAddress, Entry> _entries = [];
    private readonly List<Entry> _going = [];
    private Entry? _recent;
    private uint? _lastTick;
    private int _ticks = 1;
    private int _rover;

    /// <summary>The number of destinations remembered.</summary>
    public int Count => _entries.Count;

    /// <summary>What is remembered of a destination, which counts as a use; null when nothing is.</summary>
    public Entry? Use(InetAddress destination, uint now)
    {
        Entry? entry = _recent;
        if (entry is null || entry.Destination != destination)
        {
            if (!_entries.TryGetValue(destination, out entry))
                return null;
            _recent = entry;
        }

        entry.LastUse = now;
        return entry;
    }

    /// <summary>Remembers something of a new destination; false when there is no room.</summary>
    public bool TryAdd(InetAddress destination, T value, uint now)
    {
        if (_entries.Count >= MaximumEntries)
            return false;
        _entries.Add(destination, new Entry(destination, value, now));
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (Entry entry in _entries.Values)
            forget(entry.Value);
        _entries.Clear();
        _recent = null;
    }

    /// <summary>Does what is due each minute.</summary>
    public void Maintain(uint now, uint expirationSeconds)
    {
        _lastTick ??= now;
        if (Ticks.Since(now, _lastTick.Value) < (int)Ticks.FromSeconds(TickSeconds))
            return;
        _lastTick = now;
        if (_ticks % TicksForFullCheck == 0)
        {
            _ticks = 1;
            Remove(now, Ticks.FromSeconds(expirationSeconds), int.MaxValue);
        }
        else if (_entries.Count <= PreferredEntries)
        {
            _ticks++;
        }
        else
        {
            int excess = _entries.Count - PreferredEntries;
            Remove(now, Ticks.FromSeconds(IdleSeconds), Math.Min(excess * 4 / 3, PreferredEntries / 2));
        }
    }

    /// <summary>Removes what has been idle long enough, in whole buckets from the rover on, until the goal is reached.</summary>
    private void Remove(uint now, uint idle, int goal)
    {
        Span<int> idleInBucket = stackalloc int[Buckets];
        idleInBucket.Clear();
        _going.Clear();
        foreach (Entry entry in _entries.Values)
        {
            if (now - entry.LastUse < idle)
                continue;
            _going.Add(entry);
            idleInBucket[entry.Bucket]++;
        }

        int first = (_rover + 1) % Buckets;
        int buckets = 0;
        while (buckets < Buckets && goal > 0)
            goal -= idleInBucket[(first + buckets++) % Buckets];
        _rover = (first + buckets - 1) % Buckets;
        foreach (Entry entry in _going)
        {
            if ((entry.Bucket - first + Buckets) % Buckets >= buckets)
                continue;
            _entries.Remove(entry.Destination);
            forget(entry.Value);
        }

        _going.Clear();
        _recent = null;
    }

    /// <summary>One destination.</summary>
    public sealed class Entry(InetAddress destination, T value, uint now)
    {
        /// <summary>The address asked for.</summary>
        public InetAddress Destination => destination;

        /// <summary>What is remembered.</summary>
        public T Value { get; set; } = value;

        /// <summary>When it was last asked for, in ticks.</summary>
        public uint LastUse { get; set; } = now;

        /// <summary>Where IPVS would keep it, which decides who goes first.</summary>
        public int Bucket { get; } =
            (int)(unchecked(AddressHash.Fold(destination, destination.IsV6) * 0x61C88647u) >> 22);
    }
}
