namespace Lvs.Engine.Packets;

/// <summary>
/// Which bytes of a datagram have come, as Linux keeps it: runs in order of their beginning; a fragment that continues the
/// last run lengthens it, others are runs of their own. A fragment within one run is a duplicate, one that reaches over a
/// run's edge overlaps.
/// </summary>
internal readonly ref struct FragmentRuns
{
    /// <summary>The most runs of a datagram: enough for one of 65535 bytes that comes backwards in pieces of 1280.</summary>
    public const int Capacity = 64;

    private readonly Span<Run> _runs;
    private readonly ref int _count;

    public FragmentRuns(Span<Run> runs, ref int count)
    {
        _runs = runs;
        _count = ref count;
    }

    /// <summary>Enters the bytes from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    /// <returns><see cref="FragmentStatus.Incomplete"/> when they are new, <see cref="FragmentStatus.Duplicate"/>, or
    /// <see cref="FragmentStatus.Discarded"/> when they overlap or there are too many runs.</returns>
    public FragmentStatus Add(ushort start, ushort end)
    {
        int at = _count;
        if (_count > 0 && _runs[_count - 1].End == start)
        {
            _runs[_count - 1] = new Run(_runs[_count - 1].Start, end);
            return FragmentStatus.Incomplete;
        }

        while (at > 0 && end <= _runs[at - 1].Start)
            at--;
        if (at > 0 && start < _runs[at - 1].End)
        {
            Run other = _runs[at - 1];
            return start >= other.Start && end <= other.End ? FragmentStatus.Duplicate : FragmentStatus.Discarded;
        }

        if (_count == Capacity)
            return FragmentStatus.Discarded;
        _runs[at.._count].CopyTo(_runs[(at + 1)..]);
        _runs[at] = new Run(start, end);
        _count++;
        return FragmentStatus.Incomplete;
    }

    /// <summary>Bytes that have come, from the first to before the last.</summary>
    public readonly record struct Run(ushort Start, ushort End);
}
