using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Client.Transport;

/// <summary>Takes streams of connections apart as they come in, in one buffer that grows only for a line longer than
/// itself.</summary>
internal static class ConnectionReader
{
    private const int BufferSize = 256 * 1024;

    public static async IAsyncEnumerable<LvsConnection> ReadLinesAsync(
        DirectorTransport transport, Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int start = 0;
            int end = 0;
            while (true)
            {
                int newline;
                while ((newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0)
                {
                    LvsConnection connection = Parse(buffer.AsSpan(start, newline));
                    start += newline + 1;
                    yield return connection;
                }

                (buffer, start, end) = MakeRoom(buffer, start, end);
                int read = await transport.GuardAsync(
                    stream.ReadAsync(buffer.AsMemory(end), cancellation).AsTask()).ConfigureAwait(false);
                if (read == 0)
                    break;
                end += read;
            }

            if (end > start)
                yield return Parse(buffer.AsSpan(start, end - start));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The rows as they come in, as many at a time as one read gave; each batch is good until the next one is asked
    /// for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<LvsConnectionRow>> ReadRowsAsync(
        DirectorTransport transport, Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        LvsConnectionRow[] rows = ArrayPool<LvsConnectionRow>.Shared.Rent(BufferSize / LvsConnectionRow.Size);
        try
        {
            int size = 0;
            int start = 0;
            int end = 0;
            while (true)
            {
                if (size == 0 && end >= LvsConnectionStreamHeader.Size)
                {
                    size = LvsConnectionStreamHeader.Read(buffer);
                    start = LvsConnectionStreamHeader.Size;
                }

                int count = size == 0 ? 0 : Math.Min((end - start) / size, rows.Length);
                if (count > 0)
                {
                    Copy(buffer.AsSpan(start, count * size), size, rows);
                    start += count * size;
                    yield return rows.AsMemory(0, count);
                    continue;
                }

                (buffer, start, end) = MakeRoom(buffer, start, end);
                int read = await transport.GuardAsync(
                    stream.ReadAsync(buffer.AsMemory(end), cancellation).AsTask()).ConfigureAwait(false);
                if (read == 0)
                    break;
                end += read;
            }

            if (size == 0 || end > start)
            {
                throw new LvsClientException(
                    LvsProblemIds.ConnectionLost, $"{end - start} bytes", "The stream of connections ended within a row.",
                    "Try again.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<LvsConnectionRow>.Shared.Return(rows);
        }
    }

    // A later director's rows may be longer; what is beyond the fields known here is passed over.
    private static void Copy(ReadOnlySpan<byte> source, int size, Span<LvsConnectionRow> rows)
    {
        if (size == LvsConnectionRow.Size)
        {
            source.CopyTo(MemoryMarshal.AsBytes(rows));
            return;
        }

        for (int i = 0; source.Length > 0; i++, source = source[size..])
            rows[i] = MemoryMarshal.Read<LvsConnectionRow>(source);
    }

    private static LvsConnection Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LvsJson.Default.LvsConnection) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new LvsClientException(
                LvsProblemIds.VersionMismatch, System.Text.Encoding.UTF8.GetString(line[..Math.Min(80, line.Length)]),
                $"A line of the director's answer cannot be read: {e.Message}",
                "Install the same version of lvsd and of its clients.", e);
        }
    }

    private static (byte[] Buffer, int Start, int End) MakeRoom(byte[] buffer, int start, int end)
    {
        int kept = end - start;
        if (start > 0)
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
            return (buffer, 0, kept);
        }

        if (end < buffer.Length)
            return (buffer, start, end);
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return (larger, 0, kept);
    }
}
