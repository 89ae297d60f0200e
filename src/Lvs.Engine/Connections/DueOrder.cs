namespace Lvs.Engine.Connections;

/// <summary>Walks the slots of a <see cref="TimerWheel"/> in the order they come due, to about a second. The wheel must not be
/// changed meanwhile.</summary>
internal ref struct DueOrder
{
    private readonly ReadOnlySpan<int> _heads;
    private readonly ReadOnlySpan<int> _next;
    private int _bucket;
    private int _left;
    private int _slot;

    public DueOrder(ReadOnlySpan<int> heads, ReadOnlySpan<int> next, int first)
    {
        _heads = heads;
        _next = next;
        _bucket = first;
        _left = heads.Length;
    }

    /// <summary>The next slot; false when there are no more.</summary>
    public bool TryNext(out int slot)
    {
        if (_slot != 0)
            _slot = _next[_slot];
        while (_slot == 0 && _left > 0)
        {
            _slot = _heads[_bucket];
            _bucket = _bucket + 1 == _heads.Length ? 0 : _bucket + 1;
            _left--;
        }

        slot = _slot;
        return slot != 0;
    }
}
