using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Xdp.Netlink;

/// <content>Keeping what is watched right: a piece a turn, since a hundred thousand questions take the kernel a second, in which
/// no packet would be looked at.</content>
public sealed partial class NextHopTable
{
    /// <summary>Questions to the kernel a turn: some 8 µs each.</summary>
    internal const int MostQuestions = 64;

    /// <summary>Watched addresses looked at a turn.</summary>
    internal const int MostLooks = 4096;

    /// <summary>Neighbours asked for in a second without a packet to send there: a kernel holds no more by far unless it is told
    /// to, and each is a broadcast.</summary>
    internal const int MostRequests = 4096;

    // Where each round through the list is, and how many it has to go. The first follows changes, the second is the upkeep of
    // every second, the third confirms the routes.
    private readonly List<Destination> _watched = [];
    private readonly List<InetAddress> _changed = [];
    private int _nextUnseen;
    private int _unseen;
    private int _nextKept;
    private int _unkept;
    private int _nextConfirmed;
    private long _unconfirmed;

    private bool _unlists;
    private int _questions;
    private int _requests;
    private long _maintainedAt = Destination.Never;
    private long _accruedAt;
    private long _periodBegan;

    private bool HasQuestions => _questions < MostQuestions;

    /// <summary>The upkeep; call it as often as convenient. It asks the kernel <see cref="MostQuestions"/> questions at most.</summary>
    /// <returns>True when there is more to do: call it again without waiting.</returns>
    public bool Maintain()
    {
        BeginTurn();
        long now = Now;
        if (now - _maintainedAt >= RetryMilliseconds)
        {
            _maintainedAt = now;
            BeginUpkeep(now);
        }

        ReviewWatched();
        KeepWatched(now);
        ConfirmRoutes();
        Announce();
        return _unseen > 0 || _unkept > 0 || _unconfirmed >= ConfirmMilliseconds;
    }

    private void BeginTurn() => _questions = 0;

    private void BeginUpkeep(long now)
    {
        _watcher?.Maintain();
        _asked.Clear();
        _requests = 0;
        Unlist();
        EndLongWaits(now);
        foreach (Destination entry in CollectionsMarshal.AsSpan(_used))
        {
            entry.Used = false;
            KeepAlive(entry, now);
        }

        _used.Clear();
        if (_unkept == 0)
            _unkept = _watched.Count;

        // What no notification tells: a path MTU that was learned or has expired. Every watched address has its turn once in a
        // period, the others at their first use in it.
        _unconfirmed = Math.Min(
            _unconfirmed + ((now - _accruedAt) * _watched.Count), _watched.Count * ConfirmMilliseconds);
        _accruedAt = now;
        if (now - _periodBegan >= ConfirmMilliseconds)
        {
            _periodBegan = now;
            _period++;
        }
    }

    /// <summary>Looks at watched addresses that something may have changed for, new ones among them.</summary>
    private void ReviewWatched()
    {
        for (int looks = 0; _unseen > 0 && looks < MostLooks && HasQuestions; looks++, _unseen--)
        {
            Destination entry = Next(ref _nextUnseen);
            if (entry.Watchers > 0)
                Review(entry);
        }
    }

    private void Review(Destination entry)
    {
        if (entry.Generation != _generation)
            Refresh(entry);
        if (entry.State == NextHopState.Pending && _requests < MostRequests)
            Ask(entry);
        Compare(entry);
    }

    /// <summary>Those that frames wait for come first, and all of them at once.</summary>
    private void ReviewWaiting()
    {
        foreach (Destination entry in CollectionsMarshal.AsSpan(_waiting))
        {
            if (entry.Generation != _generation)
                Refresh(entry);
            entry.Waiting = entry.State == NextHopState.Pending;
            if (!entry.Waiting)
                Report(entry);
        }

        _waiting.RemoveAll(static entry => !entry.Waiting);
    }

    private void EndLongWaits(long now)
    {
        foreach (Destination entry in CollectionsMarshal.AsSpan(_waiting))
            entry.Waiting = now - entry.WaitingSince <= WaitMilliseconds;
        _waiting.RemoveAll(static entry => !entry.Waiting);
    }

    private void KeepWatched(long now)
    {
        for (int looks = 0; _unkept > 0 && looks < MostLooks && HasQuestions; looks++, _unkept--)
        {
            // The next second goes on from here.
            if (_requests >= MostRequests)
            {
                _unkept = 0;
                return;
            }

            Destination entry = Next(ref _nextKept);
            if (entry.Watchers > 0)
                KeepAlive(entry, now);
        }
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

    private void ConfirmRoutes()
    {
        for (; _unconfirmed >= ConfirmMilliseconds && HasQuestions; _unconfirmed -= ConfirmMilliseconds)
        {
            Destination entry = Next(ref _nextConfirmed);
            if (entry.Watchers == 0 || !entry.IsKnown)
                continue;
            entry.RouteStale = true;
            Refresh(entry);
            Compare(entry);
        }
    }

    private Destination Next(ref int place)
    {
        if (place >= _watched.Count)
            place = 0;
        return _watched[place++];
    }

    private void List(Destination entry)
    {
        if (!entry.Listed)
        {
            if (_unseen == 0)
                _nextUnseen = _watched.Count;
            _watched.Add(entry);
            entry.Listed = true;
            _unseen++;
        }
        else
        {
            _unseen = _watched.Count;
        }
    }

    private void Unlist()
    {
        if (!_unlists)
            return;
        _unlists = false;
        _watched.RemoveAll(static entry => !(entry.Listed = entry.Watchers > 0));
        _unseen = _unseen > 0 ? _watched.Count : 0;
        _unkept = Math.Min(_unkept, _watched.Count);
    }

    private void Compare(Destination entry)
    {
        if (entry.State != entry.ReportedState || entry.Hop != entry.ReportedHop)
            Report(entry);
    }

    private void Report(Destination entry)
    {
        entry.ReportedState = entry.State;
        entry.ReportedHop = entry.Hop;
        _changed.Add(entry.Address);
    }

    private void Announce()
    {
        if (_changed.Count == 0)
            return;
        Changed?.Invoke(_changed);
        _changed.Clear();
    }
}
