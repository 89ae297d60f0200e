using System.Numerics;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// The servers lblcr has chosen for one destination, the last chosen first (ip_vs_dest_set). A set may grow to all servers of the
/// service, and its cheapest member is asked for with every connection. So a large one keeps a tournament of its own, brought up
/// to date from the log of changes when it is asked: with few destinations that is a change or two, and with many never more than
/// going through the set.
/// </summary>
internal sealed class ServerSet
{
    private const int LargestWalk = 16;

    private readonly List<RealServer> _members = [];
    private Dictionary<int, int>? _indexes;
    private LeastTree? _tree;
    private int _capacity;
    private long _seen;

    /// <summary>The number of servers.</summary>
    public int Count => _members.Count;

    /// <summary>When a server last came or went, in ticks.</summary>
    public uint LastModified { get; private set; }

    /// <summary>The members, the first chosen first.</summary>
    public IReadOnlyList<RealServer> Members => _members;

    /// <summary>Adds a server unless it is there already.</summary>
    public void Add(RealServer server, uint now)
    {
        if (Contains(server))
            return;
        server.CacheReferences++;
        LastModified = now;
        _members.Add(server);
        if (_tree is not null && _members.Count <= _capacity)
            Enter(_members.Count - 1);
        else if (_members.Count > LargestWalk)
            Index();
    }

    /// <summary>Takes out the server with the most connections for its weight (ip_vs_dest_set_max); those of weight 0
    /// stay.</summary>
    public void RemoveMostLoaded(uint now)
    {
        int most = -1;
        for (int i = _members.Count - 1; i >= 0; i--)
        {
            RealServer server = _members[i];
            if (server.Weight == 0)
                continue;
            if (most < 0 || !Cost.IsAtMost(Cost.OfConnections(server), Cost.OfConnections(_members[most])))
                most = i;
        }

        if (most < 0)
            return;
        LastModified = now;
        _members[most].CacheReferences--;
        _members.RemoveAt(most);
        if (_members.Count > LargestWalk)
            Index();
        else
            (_tree, _indexes) = (null, null);
    }

    /// <summary>Lets go of all members.</summary>
    public void Release()
    {
        foreach (RealServer server in _members)
            server.CacheReferences--;
        _members.Clear();
    }

    /// <summary>The member with the fewest connections for its weight among those that are there and take connections; null when
    /// none does (ip_vs_dest_set_min).</summary>
    public RealServer? Least(ChangeLog log)
    {
        if (_tree is null)
            return WalkLeast();
        CatchUp(log);
        int slot = _tree.Least;
        return slot < 0 ? null : _members[_capacity - 1 - slot];
    }

    private static Cost Measure(RealServer server) => server is { IsAvailable: true, IsOverloaded: false, Weight: > 0 }
        ? Cost.OfConnections(server)
        : Cost.Never;

    private bool Contains(RealServer server) =>
        _indexes is not null ? _indexes.ContainsKey(server.Id) : _members.Contains(server);

    private RealServer? WalkLeast()
    {
        RealServer? least = null;
        Cost cost = Cost.Never;
        for (int i = _members.Count - 1; i >= 0; i--)
        {
            Cost other = Measure(_members[i]);
            if (Cost.IsAtMost(in cost, in other))
                continue;
            (least, cost) = (_members[i], other);
        }

        return least;
    }

    private void Index()
    {
        _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)_members.Count);
        _indexes = new Dictionary<int, int>(_capacity);
        _tree = new LeastTree();
        _tree.Resize(_capacity);
        for (int i = 0; i < _members.Count; i++)
            Enter(i);
    }

    // The last chosen has the lowest slot, so that it wins ties.
    private void Enter(int index)
    {
        _indexes![_members[index].Id] = index;
        Refresh(index);
    }

    private void Refresh(int index) => _tree!.Set(_capacity - 1 - index, Measure(_members[index]));

    private void CatchUp(ChangeLog log)
    {
        if (_seen < log.First || log.Count - _seen > _members.Count)
        {
            for (int i = 0; i < _members.Count; i++)
                Refresh(i);
        }
        else
        {
            for (long change = _seen; change < log.Count; change++)
                if (_indexes!.TryGetValue(log[change], out int index))
                    Refresh(index);
        }

        _seen = log.Count;
    }
}
