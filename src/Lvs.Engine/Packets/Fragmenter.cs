using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>
/// Cuts an IP packet into fragments, one after the other, like Linux: pieces of the largest multiple of eight that fits, the
/// last as large as it comes. A packet that fits is handed out whole. An IPv4 fragment keeps the packet's don't-fragment bit,
/// and when the packet is itself a fragment, its place in the datagram; IPv4 options that are not to be copied become no-ops
/// in all but the first. An IPv6 fragment header stands behind hop-by-hop options and routing header.
/// </summary>
public ref struct Fragmenter
{
    private readonly ReadOnlySpan<byte> _frame;
    private readonly int _network;
    private readonly int _header;
    private readonly int _end;
    private readonly int _mtu;
    private readonly uint _identification;
    private readonly int _nextField;
    private readonly InetFamily _family;
    private readonly bool _whole;
    private int _position;

    private Fragmenter(
        ReadOnlySpan<byte> frame, scoped in PacketHeaders headers, int mtu, uint identification, int header, int nextField)
    {
        _frame = frame;
        _network = headers.NetworkOffset;
        _header = header;
        _end = headers.End;
        _mtu = mtu;
        _identification = identification;
        _nextField = nextField;
        _family = headers.Family;
        _whole = headers.TotalLength <= mtu;
        _position = _network + header;
    }

    /// <summary>The frames' largest length: the storage they need behind the headroom.</summary>
    public readonly int MaxLength => Math.Min(_network + _mtu, _end + IPv6Parser.FragmentHeaderLength);

    private readonly int FragmentHeader => _family == InetFamily.V6 ? IPv6Parser.FragmentHeaderLength : 0;

    /// <summary>The size to fragment a reassembled datagram to: as its sender did, or smaller where the link wants it.</summary>
    /// <param name="mtu">The link's.</param>
    /// <param name="largestFragment">The largest fragment the datagram came in, 0 when it came whole.</param>
    /// <param name="family">Its family.</param>
    public static int SizeFor(int mtu, int largestFragment, InetFamily family)
    {
        if (largestFragment == 0)
            return mtu;
        int size = family == InetFamily.V6 ? Math.Max(largestFragment, TunnelMtu.MinimumV6) : largestFragment;
        return Math.Min(mtu, size);
    }

    /// <summary>Prepares to cut a packet.</summary>
    /// <param name="frame">A frame with its Ethernet header as it shall be sent.</param>
    /// <param name="headers">What is in it.</param>
    /// <param name="mtu">The largest fragment, IP header included.</param>
    /// <param name="identification">The identification of IPv6 fragments; IPv4 fragments keep the packet's own.</param>
    /// <param name="fragmenter">Hands out the fragments.</param>
    /// <returns>False when the MTU leaves no room for eight bytes, or an IPv6 packet has a fragment header already.</returns>
    public static bool TryCreate(
        ReadOnlySpan<byte> frame, scoped in PacketHeaders headers, int mtu, uint identification, out Fragmenter fragmenter)
    {
        fragmenter = default;
        int header = headers.NetworkHeaderLength;
        int nextField = 0;
        int room = mtu - header;
        if (headers.Family == InetFamily.V6)
        {
            header = IPv6FragmentHeader.FindPlace(frame[headers.NetworkOffset..headers.TransportOffset], out nextField);
            room = mtu - header - IPv6Parser.FragmentHeaderLength;
            if (headers.FragmentHeaderOffset != 0)
                return false;
        }

        if (room < 8)
            return false;
        fragmenter = new Fragmenter(frame, headers, mtu, identification, header, nextField);
        return true;
    }

    /// <summary>Writes the next fragment.</summary>
    /// <param name="storage">Where to: <paramref name="headroom"/> and <see cref="MaxLength"/> bytes; not over the frame itself.</param>
    /// <param name="headroom">How many bytes to leave free in front.</param>
    /// <param name="fragment">The fragment's frame.</param>
    /// <returns>False when there is none left.</returns>
    /// <exception cref="ArgumentException">The storage is too small.</exception>
    public bool TryNext(Span<byte> storage, int headroom, out PacketBuffer fragment)
    {
        fragment = default;
        if (_position >= _end)
            return false;
        int payload = _network + _header;
        int left = _end - _position;
        int piece = left;
        if (!_whole)
        {
            int room = _mtu - _header - FragmentHeader;
            piece = left <= room ? left : room & ~7;
        }

        int prefix = payload + (_whole ? 0 : FragmentHeader);
        if (storage.Length - headroom < prefix + piece)
            throw new ArgumentException($"{storage.Length} bytes are too few for a fragment of {prefix + piece}.", nameof(storage));
        fragment = new PacketBuffer(storage, headroom, prefix + piece);
        Span<byte> frame = fragment.Frame;
        _frame[..payload].CopyTo(frame);
        _frame.Slice(_position, piece).CopyTo(frame[prefix..]);
        if (!_whole && _family == InetFamily.V4)
            FinishV4(frame[_network..], _position - payload, piece < left);
        else if (!_whole)
            FinishV6(frame[_network..], _position - payload, piece < left);
        _position += piece;
        return true;
    }

    private readonly void FinishV4(Span<byte> packet, int offset, bool more)
    {
        ushort field = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]);
        int units = (field & IPv4Parser.OffsetMask) + (offset / 8);
        field = (ushort)((field & ~IPv4Parser.OffsetMask) | units | (more ? IPv4Parser.MoreFragmentsBit : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], field);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        if (offset > 0)
            BlankOptions(packet[IPv4Parser.MinimumHeader.._header]);
        Checksum.WriteHeader(packet[.._header]);
    }

    private readonly void FinishV6(Span<byte> packet, int offset, bool more)
    {
        Span<byte> header = packet.Slice(_header, IPv6Parser.FragmentHeaderLength);
        header[0] = packet[_nextField];
        header[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(offset | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], _identification);
        packet[_nextField] = IpProtocol.Fragment;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - IPv6Parser.HeaderLength));
    }

    /// <summary>Replaces the options without the copied flag (RFC 791 section 3.1) by no-ops, so that the header keeps
    /// its length.</summary>
    private static void BlankOptions(Span<byte> options)
    {
        const byte End = 0;
        const byte NoOperation = 1;
        for (int i = 0; i < options.Length && options[i] != End;)
        {
            int length = options[i] == NoOperation || i + 1 == options.Length ? 1 : options[i + 1];
            if (length < 1 || (options[i] != NoOperation && length < 2) || length > options.Length - i)
                return;
            if ((options[i] & 0x80) == 0)
                options.Slice(i, length).Fill(NoOperation);
            i += length;
        }
    }
}
