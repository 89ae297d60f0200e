namespace Lvs.Tests;

/// <summary>What a thread takes of the collector's memory.</summary>
internal static class Allocations
{
    /// <summary>The least that something took of several times, in bytes: a collection that another thread brings about meanwhile counts
    /// what was left of this one's buffer as taken, and the runtime may allocate where it compiles a method anew.</summary>
    /// <param name="action">What is measured.</param>
    /// <param name="attempts">How often it is tried, unless it takes nothing before.</param>
    /// <param name="allocated">All that the thread in question took so far; of this thread when there is none.</param>
    public static long Least(Action action, int attempts = 10, Func<long>? allocated = null)
    {
        allocated ??= GC.GetAllocatedBytesForCurrentThread;
        long least = long.MaxValue;
        for (int attempt = 0; attempt < attempts && least > 0; attempt++)
        {
            long before = allocated();
            action();
            least = Math.Min(least, allocated() - before);
        }

        return least;
    }
}
