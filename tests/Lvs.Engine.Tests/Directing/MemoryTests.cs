using Lvs.Engine.Tables;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Directing;

/// <summary>What a connection takes of memory, in all tables: those shared with the XDP program and the director's own. Every mode
/// takes the same.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class MemoryTests
{
    private const int Bucket = 64;

    [Fact]
    public void A_connection_takes_less_than_256_bytes_of_all_tables()
    {
        const int few = 1 << 12, many = 1 << 17;
        double own = (Allocated(many) - Allocated(few)) / (double)(many - few);

        // Two entries of 8 to a bucket of 16, for both directions of masquerading, in a power of two of buckets.
        double shared = sizeof(ConnectionSlot) + (2.0 * Bucket / 8);
        Assert.InRange(own, 1, 256 - shared);
    }

    private static long Allocated(int connections)
    {
        using TableMemory memory = new(connections);
        TestNetwork network = new();
        RecordingDataPlane plane = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        new Director(memory.Tables, network, network, plane, now: 1).Adopt(1);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
