using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Lvs.Client;
using Lvs.Service.Directors;

namespace Lvs.Service.Connections;

/// <summary>
/// Sends the table a piece at a time: reads a few hundred entries, writes them, and waits for the client to take them before it
/// reads on. What is held in memory does not depend on the number of connections, and a client that goes away ends the walk.
/// </summary>
internal static class ConnectionStream
{
    private const int Batch = 512;
    private const int FlushAt = 64 * 1024;

    public static async Task WriteLinesAsync(
        PipeWriter output, IConnectionTable table, ConnectionQuery query, CancellationToken cancellation)
    {
        using ConnectionLineWriter lines = new(output);
        await WalkAsync(output, table, query, (in LvsConnectionRow row) => lines.Write(row), cancellation);
    }

    public static async Task WriteRowsAsync(
        PipeWriter output, IConnectionTable table, ConnectionQuery query, CancellationToken cancellation)
    {
        LvsConnectionStreamHeader.Write(output.GetSpan(LvsConnectionStreamHeader.Size));
        output.Advance(LvsConnectionStreamHeader.Size);
        await WalkAsync(output, table, query, Write, cancellation);

        void Write(in LvsConnectionRow row)
        {
            MemoryMarshal.Write(output.GetSpan(LvsConnectionRow.Size), in row);
            output.Advance(LvsConnectionRow.Size);
        }
    }

    private static async Task WalkAsync(
        PipeWriter output, IConnectionTable table, ConnectionQuery query, RowSink write, CancellationToken cancellation)
    {
        LvsConnectionRow[] rows = ArrayPool<LvsConnectionRow>.Shared.Rent(Batch);
        try
        {
            long cursor = 0;
            long left = query.Limit;
            int read;
            while (left > 0 && (read = table.Read(ref cursor, rows)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                left -= Write(rows.AsSpan(0, read), query, left, write);
                if (output.UnflushedBytes >= FlushAt)
                    await output.FlushAsync(cancellation);
            }

            await output.FlushAsync(cancellation);
        }
        finally
        {
            ArrayPool<LvsConnectionRow>.Shared.Return(rows);
        }
    }

    private static long Write(ReadOnlySpan<LvsConnectionRow> rows, ConnectionQuery query, long most, RowSink write)
    {
        long written = 0;
        foreach (ref readonly LvsConnectionRow row in rows)
        {
            if (written == most)
                break;
            if (!query.Matches(row))
                continue;
            write(row);
            written++;
        }

        return written;
    }

    private delegate void RowSink(in LvsConnectionRow row);
}
