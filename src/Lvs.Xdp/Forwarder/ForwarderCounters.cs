namespace Lvs.Xdp;

/// <summary>The director's thread counts here; other threads read. Every field has one writer, and is read on its own.</summary>
internal sealed class ForwarderCounters
{
    private const long Second = 1_000_000_000;

    private long _lastRound;
    private long _rounds;
    private long _frames;
    private long _events;
    private long _failures;
    private long _busy;
    private long _longest;
    private long _longestBefore;
    private long _windowStart;

    internal long LastRound => Volatile.Read(ref _lastRound);

    internal long Rounds => Volatile.Read(ref _rounds);

    internal long Frames => Volatile.Read(ref _frames);

    internal long Events => Volatile.Read(ref _events);

    internal long Failures => Volatile.Read(ref _failures);

    internal TimeSpan Busy => TimeSpan.FromTicks(Volatile.Read(ref _busy) / 100);

    internal TimeSpan Longest => TimeSpan.FromTicks(Math.Max(Volatile.Read(ref _longest), Volatile.Read(ref _longestBefore)) / 100);

    internal void CountFrames(int count) => Volatile.Write(ref _frames, _frames + count);

    internal void CountEvents(int count) => Volatile.Write(ref _events, _events + count);

    internal void CountFailure() => Volatile.Write(ref _failures, _failures + 1);

    /// <summary>A round began and ended, in nanoseconds of CLOCK_MONOTONIC.</summary>
    internal void EndRound(long began, long ended)
    {
        if (ended - _windowStart >= Second)
        {
            _windowStart = ended;
            Volatile.Write(ref _longestBefore, _longest);
            Volatile.Write(ref _longest, 0);
        }

        Volatile.Write(ref _busy, _busy + (ended - began));
        Volatile.Write(ref _longest, Math.Max(_longest, ended - began));
        Volatile.Write(ref _rounds, _rounds + 1);
        Volatile.Write(ref _lastRound, ended);
    }
}
