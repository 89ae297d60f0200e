using System.Runtime.InteropServices;
using System.Text;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Netlink;

/// <summary>Writes one message into a caller's buffer: header, the family's fixed part, attributes.</summary>
internal ref struct NetlinkWriter
{
    private readonly Span<byte> _buffer;

    /// <summary>Begins a message whose fixed part is <paramref name="fixedLength"/> zero bytes, to be filled through
    /// <see cref="Fixed"/>.</summary>
    internal NetlinkWriter(Span<byte> buffer, ushort type, ushort flags, uint sequence, int fixedLength)
    {
        _buffer = buffer;
        Length = NetlinkConstants.HeaderLength + NetlinkConstants.Align(fixedLength);
        buffer[..Length].Clear();
        MemoryMarshal.Write(buffer[4..], in type);
        MemoryMarshal.Write(buffer[6..], in flags);
        MemoryMarshal.Write(buffer[8..], in sequence);
    }

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    /// <summary>The fixed part and what follows.</summary>
    internal readonly Span<byte> Fixed => _buffer[NetlinkConstants.HeaderLength..];

    /// <summary>Adds an attribute.</summary>
    internal void Put(ushort type, scoped ReadOnlySpan<byte> value)
    {
        int start = Begin(type);
        value.CopyTo(_buffer[Length..]);
        Length += value.Length;
        End(start);
    }

    /// <summary>Adds a 32-bit attribute in host order.</summary>
    internal void Put(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        MemoryMarshal.Write(bytes, in value);
        Put(type, bytes);
    }

    /// <summary>Adds an address in wire order, 4 or 16 bytes.</summary>
    internal void Put(ushort type, InetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.WritePadded(bytes);
        Put(type, bytes[..address.Length]);
    }

    /// <summary>Adds a string with its closing zero.</summary>
    internal void Put(ushort type, string text)
    {
        int start = Begin(type);
        Length += Encoding.UTF8.GetBytes(text, _buffer[Length..]);
        _buffer[Length++] = 0;
        End(start);
    }

    /// <summary>Begins an attribute that holds others; give the result to <see cref="End"/>.</summary>
    internal int Begin(ushort type)
    {
        int start = Length;
        MemoryMarshal.Write(_buffer[(start + 2)..], in type);
        Length += NetlinkConstants.AttributeHeaderLength;
        return start;
    }

    /// <summary>Ends what <see cref="Begin"/> began and pads it.</summary>
    internal void End(int start)
    {
        ushort length = checked((ushort)(Length - start));
        MemoryMarshal.Write(_buffer[start..], in length);
        int padded = start + NetlinkConstants.Align(length);
        _buffer[Length..padded].Clear();
        Length = padded;
    }

    /// <summary>The whole message, with its length filled in.</summary>
    internal readonly Span<byte> Finish()
    {
        uint length = (uint)Length;
        MemoryMarshal.Write(_buffer, in length);
        return _buffer[..Length];
    }
}
