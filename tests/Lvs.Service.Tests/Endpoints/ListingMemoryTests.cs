using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

/// <summary>Looks at the memory of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(ListingMemoryTests))]
[CollectionDefinition(nameof(ListingMemoryTests), DisableParallelization = true)]
public sealed class ListingMemoryTests
{
    [Fact]
    public async Task A_million_rows_arrive_and_memory_stays_flat()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Host.Table.Count = 1_000_000;
        server.Host.Table.Make = Samples.Row;
        Assert.Equal(100, await server.Client.GetConnectionRowsAsync(new LvsConnectionFilter { Limit = 100 }).CountAsync());
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        long count = 0;
        await foreach (LvsConnectionRow row in server.Client.GetConnectionRowsAsync())
        {
            Assert.Equal((ulong)count, row.InPackets);
            if (++count % 100_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.Equal(1_000_000, count);
        Assert.InRange(peak - before, long.MinValue, 16 * 1024 * 1024);
    }
}
