using System.Buffers.Binary;

namespace Lvs.Client;

/// <summary>
/// The 16 bytes before the rows: <c>LVSC</c>, the layout's version (2 bytes), the size of a row (2 bytes), and 8 zero bytes;
/// little-endian. A reader takes rows of the size it is told and skips what is beyond the fields it knows.
/// </summary>
public static class LvsConnectionStreamHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 16;

    /// <summary>The version this library writes and reads.</summary>
    public const ushort Version = 1;

    private static ReadOnlySpan<byte> Magic => "LVSC"u8;

    /// <summary>Writes the header.</summary>
    public static void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], LvsConnectionRow.Size);
    }

    /// <summary>Reads the header and gives the size of the rows that follow.</summary>
    /// <exception cref="LvsClientException">It is no such stream, or of a later version.</exception>
    public static int Read(ReadOnlySpan<byte> header)
    {
        if (header.Length < Size || !header[..4].SequenceEqual(Magic))
            throw Mismatch("no header", "The director's answer is no stream of connection rows.");
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        ushort size = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if (version != Version || size < LvsConnectionRow.Size)
            throw Mismatch($"version {version}",
                $"The director's connection rows are of version {version} ({size} bytes); this client reads version {Version}.");
        return size;
    }

    private static LvsClientException Mismatch(string value, string message) =>
        new(LvsProblemIds.VersionMismatch, value, message, "Install the same version of lvsd and of its clients.");
}
