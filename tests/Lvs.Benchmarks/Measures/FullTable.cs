using System.Diagnostics;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Client;

namespace Lvs.Benchmarks.Measures;

/// <summary>P7 and P9: what a million connections weigh, and how long it takes to list them.</summary>
internal sealed class FullTable : IMeasure
{
    public string Title => "a full table: memory, listing";

    public IReadOnlyList<string> Gives => ["P7", "P9"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        await FlowScale.FillAsync(site, Lane.VirtualAddress, cancellation);
        LvsDirectorStatus status = await site.Lvsd.Client.GetDirectorAsync(cancellation);
        Weigh(site, report, status);
        await ListAsync(site, report, "fixed rows, at the socket", 3, () => CountRowsAsync(site, cancellation), cancellation);
        await ListAsync(site, report, "NDJSON, at the socket", null, () => CountLinesAsync(site, cancellation), cancellation);
        await PowerShell.ListAsync(site, report, status.Connections, cancellation);
    }

    // Everything that is there once for every connection: the maps' memory, and what lvsd keeps of its own.
    private static void Weigh(Site site, Report report, LvsDirectorStatus status)
    {
        int pid = site.Lvsd.Process!.Id;
        double room = status.Tables.Single(static table => table.Name == "connections").Capacity;
        double maps = ProcessMemory.ConnectionMaps(pid);
        double own = ProcessMemory.Anonymous(pid);
        report.Add(new Figure("P7", "memory a connection, slot and index", "LvsPS", maps / room, "bytes"));
        report.Add(new Figure("P7", "memory a connection, all of lvsd's own memory added", "LvsPS", (maps + own) / room, "bytes")
        {
            Target = "≤ 256 (≤ 400 for NAT)",
            Met = (maps + own) / room <= 256,
            Note = $"P7: a table of {room:N0}, {status.Connections:N0} of them in use; a connection takes the same in every mode.",
        });
    }

    private static async Task ListAsync(
        Site site, Report report, string what, double? limit, Func<Task<long>> list, CancellationToken cancellation)
    {
        int pid = site.Lvsd.Process!.Id;
        double before = ProcessMemory.Anonymous(pid);
        long listed = 0;
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [(what, async () =>
            {
                long started = Stopwatch.GetTimestamp();
                listed = await list();
                return Stopwatch.GetElapsedTime(started).TotalSeconds;
            })],
            cancellation);
        double grown = ProcessMemory.Anonymous(pid) - before;
        report.Add(new Figure("P9", $"listing {listed:N0} connections", what, rounds.Median(what), "s")
        {
            Rounds = rounds.Of(what),
            Target = limit is null ? null : $"≤ {limit} s",
            Met = limit is null ? null : rounds.Median(what) <= limit,
        });
        report.Add(Growth(what, grown));
    }

    /// <summary>What listings have added to lvsd's own memory: buffers that stay, of a size that does not depend on how many
    /// connections there were.</summary>
    internal static Figure Growth(string what, double bytes) =>
        new("P9", "lvsd's memory grown by it", what, bytes / 1e6, "MB") { Target = "flat", Met = bytes < 32e6 };

    private static async Task<long> CountRowsAsync(Site site, CancellationToken cancellation)
    {
        long count = 0;
        await foreach (LvsConnectionRow _ in site.Lvsd.Client.GetConnectionRowsAsync(cancellation: cancellation))
            count++;
        return count;
    }

    private static async Task<long> CountLinesAsync(Site site, CancellationToken cancellation)
    {
        long count = 0;
        await foreach (LvsConnection _ in site.Lvsd.Client.GetConnectionsAsync(cancellation: cancellation))
            count++;
        return count;
    }
}
