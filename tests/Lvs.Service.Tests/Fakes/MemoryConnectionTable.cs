using Lvs.Client;
using Lvs.Service.Directors;

namespace Lvs.Service.Tests.Fakes;

/// <summary>A table of rows that are made when they are read, so that a million of them take no memory.</summary>
internal sealed class MemoryConnectionTable : IConnectionTable
{
    private long _read;

    public long Count { get; set; }

    public Func<long, LvsConnectionRow> Make { get; set; } = static _ => default;

    /// <summary>How many rows were read so far, by all readers.</summary>
    public long RowsRead => Interlocked.Read(ref _read);

    public HashSet<long> Removed { get; } = [];

    public int Read(ref long cursor, Span<LvsConnectionRow> rows)
    {
        int written = 0;
        for (; written < rows.Length && cursor < Count; cursor++)
        {
            if (!Removed.Contains(cursor))
                rows[written++] = Make(cursor);
        }

        Interlocked.Add(ref _read, written);
        return written;
    }
}
