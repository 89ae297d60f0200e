namespace Lvs.Engine.Rules;

/// <summary>Gives out numbers from 1 up to a maximum, the lowest free one first, so that tables indexed by them stay
/// dense.</summary>
internal sealed class IdPool(int maximum)
{
    private readonly PriorityQueue<int, int> _returned = new();
    private int _next = 1;

    /// <summary>How many are given out.</summary>
    public int Used => _next - 1 - _returned.Count;

    /// <summary>How many can be given out in all.</summary>
    public int Maximum => maximum;

    /// <summary>The lowest free number; false when all are given out.</summary>
    public bool TryTake(out int id)
    {
        if (_returned.TryDequeue(out id, out _))
            return true;
        if (_next > maximum)
            return false;
        id = _next++;
        return true;
    }

    /// <summary>Takes a number back.</summary>
    public void Return(int id) => _returned.Enqueue(id, id);

    /// <summary>Starts over with some numbers given out; they must be distinct and in range.</summary>
    public void Reset(IReadOnlyCollection<int> used)
    {
        _returned.Clear();
        _next = 1;
        if (used.Count == 0)
            return;
        HashSet<int> taken = [.. used];
        _next = taken.Max() + 1;
        for (int id = 1; id < _next; id++)
            if (!taken.Contains(id))
                _returned.Enqueue(id, id);
    }
}
