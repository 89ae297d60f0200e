namespace Lvs.Engine.Connections;

/// <summary>
/// When each slot is to be looked at again: a wheel of 4096 buckets of about a second (2^6 ticks). Packets do not touch it:
/// who comes due is asked when it was last seen and, if it lives, put back. Longer times go round the wheel.
/// </summary>
internal sealed class TimerWheel
{
    private const int Buckets = 4096;
    private const int Shift = 6;
    private const uint CursorMask = uint.MaxValue >> Shift;

    private readonly int[] _heads = new int[Buckets];
    private readonly int[] _next;
    private readonly int[] _previous; // of the first in a bucket: the bucket's complement
    private uint _cursor;

    public TimerWheel(int capacity, uint now)
    {
        _next = new int[capacity + 1];
        _previous = new int[capacity + 1];
        _cursor = now >> Shift;
    }

    /// <summary>How long a bucket is, in ticks.</summary>
    public static uint Period => 1u << Shift;

    /// <summary>Puts a slot where it comes due, or moves it there.</summary>
    public void Schedule(int slot, uint due)
    {
        Remove(slot);
        uint ahead = ((due >> Shift) - _cursor) & CursorMask;
        if (ahead > CursorMask / 2)
            ahead = 0;
        int bucket = (int)((_cursor + Math.Min(ahead, Buckets - 1)) & (Buckets - 1));
        int head = _heads[bucket];
        _next[slot] = head;
        if (head != 0)
            _previous[head] = slot;
        _previous[slot] = ~bucket;
        _heads[bucket] = slot;
    }

    /// <summary>True when a slot is in.</summary>
    public bool IsScheduled(int slot) => _previous[slot] != 0;

    /// <summary>Takes a slot out, if it is in.</summary>
    public void Remove(int slot)
    {
        int previous = _previous[slot];
        if (previous == 0)
            return;
        int next = _next[slot];
        if (previous < 0)
            _heads[~previous] = next;
        else
            _next[previous] = next;
        if (next != 0)
            _previous[next] = previous;
        _next[slot] = 0;
        _previous[slot] = 0;
    }

    /// <summary>The next slot that is due, taken out; 0 when there is none.</summary>
    public int TakeDue(uint now)
    {
        while (((now >> Shift) - _cursor & CursorMask) is > 0 and <= CursorMask / 2)
        {
            int slot = _heads[_cursor & (Buckets - 1)];
            if (slot != 0)
            {
                Remove(slot);
                return slot;
            }

            _cursor = (_cursor + 1) & CursorMask;
        }

        return 0;
    }

    /// <summary>All slots, in the order they come due.</summary>
    public DueOrder InOrder() => new(_heads, _next, (int)(_cursor & (Buckets - 1)));
}
