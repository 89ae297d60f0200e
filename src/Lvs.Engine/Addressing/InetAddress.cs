using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lvs.Engine.Addressing;

/// <summary>
/// An IPv4 or IPv6 address as a plain value: 16 bytes in network order as they stand in a packet and in the shared
/// connection table, and a family. An IPv4 address takes the first four bytes, the other twelve are zero.
/// </summary>
public readonly struct InetAddress : IEquatable<InetAddress>, IComparable<InetAddress>
{
    private readonly ulong _first;
    private readonly ulong _second;

    private InetAddress(ulong first, ulong second, InetFamily family)
    {
        _first = first;
        _second = second;
        Family = family;
    }

    /// <summary>The family; <see cref="InetFamily.None"/> for the default value.</summary>
    public InetFamily Family { get; }

    /// <summary>The unspecified IPv4 address, 0.0.0.0.</summary>
    public static InetAddress AnyV4 => new(0, 0, InetFamily.V4);

    /// <summary>The unspecified IPv6 address, ::.</summary>
    public static InetAddress AnyV6 => new(0, 0, InetFamily.V6);

    /// <summary>True for the IPv4 family.</summary>
    public bool IsV4 => Family == InetFamily.V4;

    /// <summary>True for the IPv6 family.</summary>
    public bool IsV6 => Family == InetFamily.V6;

    /// <summary>True for 127.0.0.0/8 and ::1.</summary>
    public bool IsLoopback => IsV4 ? (byte)_first == 127 : IsV6 && _first == 0 && Word(2) == 0 && Word(3) == 1;

    /// <summary>True for 0.0.0.0 and ::.</summary>
    public bool IsUnspecified => _first == 0 && _second == 0;

    /// <summary>The number of bytes on the wire: 4 or 16.</summary>
    public int Length => IsV4 ? 4 : 16;

    /// <summary>Of a netmask, how many ones it begins with, 0 to 32 or 128; null when ones come behind a zero.</summary>
    public int? PrefixLength
    {
        get
        {
            ulong first = BinaryPrimitives.ReverseEndianness(_first), second = BinaryPrimitives.ReverseEndianness(_second);
            int ones = BitOperations.LeadingZeroCount(~first);
            if (ones == 64)
                ones += BitOperations.LeadingZeroCount(~second);
            return ones == BitOperations.PopCount(first) + BitOperations.PopCount(second) ? ones : null;
        }
    }

    /// <summary>Eight bytes from the front, as loaded from memory (not byte-swapped): what the hash of the table reads.</summary>
    internal ulong RawFirst => _first;

    /// <summary>The last eight bytes, as loaded from memory.</summary>
    internal ulong RawSecond => _second;

    /// <summary>From the two halves as they lie in memory.</summary>
    internal static InetAddress FromRaw(ulong first, ulong second, InetFamily family) => new(first, second, family);

    /// <summary>An IPv4 address from its value in host order: 0x0A000001 is 10.0.0.1.</summary>
    public static InetAddress FromV4(uint hostOrder) => new(BinaryPrimitives.ReverseEndianness(hostOrder), 0, InetFamily.V4);

    /// <summary>The netmask that begins with so many ones: 24 is 255.255.255.0.</summary>
    /// <param name="prefixLength">0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    public static InetAddress Netmask(int prefixLength, InetFamily family) => (family == InetFamily.V4
        ? new InetAddress(uint.MaxValue, 0, family)
        : new InetAddress(ulong.MaxValue, ulong.MaxValue, family)).Mask(prefixLength);

    /// <summary>Reads an address as it stands on the wire; only the first 4 bytes count for IPv4, 16 for IPv6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static InetAddress Read(ReadOnlySpan<byte> bytes, InetFamily family) => family == InetFamily.V4
        ? new(MemoryMarshal.Read<uint>(bytes), 0, family)
        : new(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]), family);

    /// <summary>Writes the wire form: 4 bytes for IPv4, 16 for IPv6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> destination)
    {
        if (IsV4)
        {
            MemoryMarshal.Write(destination, (uint)_first);
            return;
        }

        MemoryMarshal.Write(destination, in _first);
        MemoryMarshal.Write(destination[8..], in _second);
    }

    /// <summary>Writes all 16 bytes, IPv4 padded with zeros: the form of the shared table.</summary>
    public void WritePadded(Span<byte> destination)
    {
        MemoryMarshal.Write(destination, in _first);
        MemoryMarshal.Write(destination[8..], in _second);
    }

    /// <summary>The n-th 32-bit word in host order; an IPv4 address has word 0 only.</summary>
    public uint Word(int index)
    {
        ulong half = index < 2 ? _first : _second;
        return BinaryPrimitives.ReverseEndianness((uint)((index & 1) == 0 ? half : half >> 32));
    }

    /// <summary>The address with all bits behind the prefix cleared.</summary>
    /// <param name="prefixLength">0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    public InetAddress Mask(int prefixLength)
    {
        Span<byte> bytes = stackalloc byte[16];
        WritePadded(bytes);
        for (int i = 0, bits = prefixLength; i < Length; i++, bits -= 8)
            bytes[i] &= bits >= 8 ? (byte)0xff : bits <= 0 ? (byte)0 : (byte)(0xff << (8 - bits));
        return Read(bytes, Family);
    }

    /// <summary>Parses dotted IPv4 (four decimal parts) or IPv6 text; false for anything else, scope ids included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out InetAddress address)
    {
        address = default;
        if (text.Contains('%') || text.Contains('[') || !IPAddress.TryParse(text, out IPAddress? parsed))
            return false;
        if (!text.Contains(':') && !IsUsualText(text, parsed))
            return false;
        address = From(parsed);
        return true;
    }

    // The base library reads 010 as 8 and 0x10 as 16, and leaves parts out: an address that somebody did not mean.
    private static bool IsUsualText(ReadOnlySpan<char> text, IPAddress address)
    {
        Span<char> usual = stackalloc char[15];
        return address.TryFormat(usual, out int length) && text.SequenceEqual(usual[..length]);
    }

    /// <summary>Parses an address.</summary>
    /// <exception cref="FormatException">The text is no IPv4 or IPv6 address.</exception>
    public static InetAddress Parse(string text) =>
        TryParse(text, out InetAddress address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>Converts from the base library's address; IPv4-mapped IPv6 stays IPv6.</summary>
    public static InetAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out int written);
        return Read(bytes, written == 4 ? InetFamily.V4 : InetFamily.V6);
    }

    /// <summary>Converts to the base library's address.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WritePadded(bytes);
        return new IPAddress(bytes[..Length]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(InetAddress other) => _first == other._first && _second == other._second && Family == other.Family;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InetAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _second, Family);

    /// <summary>Orders by family, then by value as a big-endian number.</summary>
    public int CompareTo(InetAddress other)
    {
        if (Family != other.Family)
            return Family.CompareTo(other.Family);
        int first = BinaryPrimitives.ReverseEndianness(_first).CompareTo(BinaryPrimitives.ReverseEndianness(other._first));
        return first != 0
            ? first
            : BinaryPrimitives.ReverseEndianness(_second).CompareTo(BinaryPrimitives.ReverseEndianness(other._second));
    }

    /// <summary>The usual text form: 192.0.2.1 or 2001:db8::1, without brackets.</summary>
    public override string ToString() => Family == InetFamily.None ? "none" : ToIPAddress().ToString();

    /// <summary>The bits of an address that a netmask of its family keeps.</summary>
    public static InetAddress operator &(InetAddress address, InetAddress netmask) =>
        new(address._first & netmask._first, address._second & netmask._second, address.Family);

    /// <summary>Equality by family and value.</summary>
    public static bool operator ==(InetAddress left, InetAddress right) => left.Equals(right);

    /// <summary>Inequality by family and value.</summary>
    public static bool operator !=(InetAddress left, InetAddress right) => !left.Equals(right);
}
