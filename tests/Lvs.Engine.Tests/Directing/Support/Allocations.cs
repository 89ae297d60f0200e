namespace Lvs.Engine.Tests.Directing;

/// <summary>What this thread takes of the collector's memory.</summary>
internal static class Allocations
{
    private const int Attempts = 10;

    /// <summary>The least that something took of several times: a collection that another thread brings about meanwhile counts what
    /// was left of this one's buffer as taken.</summary>
    public static long Least(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
