using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;

namespace Lvs.Engine.Packets;

/// <summary>
/// Puts IPv4 and IPv6 fragments together again, as Linux does before IPVS sees a datagram. It holds a fixed amount of memory;
/// when that is used up the oldest unfinished datagram goes, so that a flood of fragments cannot shut out datagrams whose
/// pieces come together. For one thread.
/// </summary>
public sealed class FragmentReassembler
{
    private readonly DatagramTable _table;
    private readonly ChunkPool _pool;
    private readonly int[] _chunks;
    private readonly FragmentRuns.Run[] _runs;
    private readonly byte[] _headers;
    private readonly byte[] _whole = new byte[PacketBuffer.DefaultHeadroom + Datagram.HeaderCapacity + 65536];
    private readonly uint _timeoutV4;
    private readonly uint _timeoutV6;

    /// <summary>Allocates all it will ever use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A capacity is too small, or a timeout not positive.</exception>
    public FragmentReassembler(FragmentReassemblerOptions? options = null)
    {
        options ??= new FragmentReassemblerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDatagrams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, 65536);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TimeoutV4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TimeoutV6);
        _table = new DatagramTable(options.MaxDatagrams);
        _pool = new ChunkPool(options.MaxBytes / ChunkPool.ChunkLength);
        _chunks = new int[options.MaxDatagrams * Datagram.MaxChunks];
        Array.Fill(_chunks, -1);
        _runs = new FragmentRuns.Run[options.MaxDatagrams * FragmentRuns.Capacity];
        _headers = new byte[options.MaxDatagrams * Datagram.HeaderCapacity];
        _timeoutV4 = Ticks.FromSeconds(options.TimeoutV4);
        _timeoutV6 = Ticks.FromSeconds(options.TimeoutV6);
    }

    /// <summary>How many datagrams are waiting for fragments.</summary>
    public int Pending => _table.Count;

    /// <summary>How much payload memory is in use, in bytes.</summary>
    public int BytesInUse => (_pool.Count - _pool.Available) * ChunkPool.ChunkLength;

    /// <summary>Datagrams completed.</summary>
    public long Completed { get; private set; }

    /// <summary>Datagrams given up because they took too long.</summary>
    public long TimedOut { get; private set; }

    /// <summary>Datagrams given up to make room.</summary>
    public long Evicted { get; private set; }

    /// <summary>Datagrams thrown away because they contradicted themselves.</summary>
    public long Discarded { get; private set; }

    /// <summary>Takes a fragment.</summary>
    /// <param name="frame">A frame that <see cref="Packet.TryParse"/> called Ok.</param>
    /// <param name="headers">What it found.</param>
    /// <param name="now">The time in <see cref="Ticks"/>; never goes back.</param>
    /// <param name="whole">With <see cref="FragmentStatus.Complete"/>, the datagram with the Ethernet header of its first fragment,
    /// in this object's memory until the next call. IPv6's fragment header is gone; IPv4's don't-fragment bit is set when the
    /// largest fragment had it. It is to be parsed anew.</param>
    /// <param name="largestFragment">The largest fragment's IP length, for <see cref="Fragmenter.SizeFor"/>; 0 for an atomic one.</param>
    public FragmentStatus Add(
        ReadOnlySpan<byte> frame, in PacketHeaders headers, uint now, out PacketBuffer whole, out int largestFragment)
    {
        whole = default;
        largestFragment = 0;
        Expire(now);
        bool isV6 = headers.Family == InetFamily.V6;
        int start = isV6 ? headers.FragmentHeaderOffset + IPv6Parser.FragmentHeaderLength : headers.TransportOffset;
        if (isV6 ? headers.FragmentHeaderOffset == 0 : !headers.IsFragment)
            return FragmentStatus.NotFragment;
        if (isV6 && headers.FragmentOffset == 0 && IsFirstIncomplete(headers))
            return FragmentStatus.Refused;
        if (isV6 && !headers.IsFragment)
            return TryStrip(frame, headers, start, out whole) ? FragmentStatus.Complete : FragmentStatus.Refused;

        int slot = _table.Find(headers);
        int length = headers.End - start;
        if (headers.MoreFragments && (length & 7) != 0)
        {
            // Linux cuts such an IPv4 fragment down, and throws the IPv6 datagram away.
            if (isV6)
                return Discard(slot);
            length &= ~7;
        }

        if (length == 0)
            return isV6 ? FragmentStatus.Refused : Discard(slot);
        if (slot < 0)
            slot = Create(headers, now);
        FragmentStatus status = Insert(slot, frame.Slice(start, length), headers);
        if (status == FragmentStatus.Discarded)
            return Discard(slot);
        if (status != FragmentStatus.Incomplete)
            return status;
        return Finish(slot, frame[..start], headers, out whole, out largestFragment);
    }

    /// <summary>Gives up what has waited too long; cheap when nothing has.</summary>
    /// <param name="now">The time in <see cref="Ticks"/>.</param>
    public void Expire(uint now)
    {
        ExpireOldest(InetFamily.V4, now, _timeoutV4);
        ExpireOldest(InetFamily.V6, now, _timeoutV6);
    }

    private void ExpireOldest(InetFamily family, uint now, uint timeout)
    {
        for (int slot; (slot = _table.Oldest(family)) >= 0 && Ticks.Since(now, _table[slot].Created) >= (int)timeout;)
        {
            Release(slot);
            TimedOut++;
        }
    }

    /// <summary>Checks a fragment against what is known of its datagram, and copies it in.</summary>
    private FragmentStatus Insert(int slot, ReadOnlySpan<byte> payload, in PacketHeaders headers)
    {
        ref Datagram datagram = ref _table[slot];
        int end = headers.FragmentOffset + payload.Length;
        if (end > ushort.MaxValue)
            return FragmentStatus.Discarded;

        // Beyond the known end, or an end that others lie beyond: Linux drops the IPv4 datagram, and the IPv6 fragment only.
        bool contradicts = headers.MoreFragments
            ? datagram.HasLast && end > datagram.End
            : end < datagram.End || (datagram.HasLast && end != datagram.End);
        if (contradicts)
            return headers.Family == InetFamily.V4 ? FragmentStatus.Discarded : FragmentStatus.Refused;

        FragmentRuns runs = new(_runs.AsSpan(slot * FragmentRuns.Capacity, FragmentRuns.Capacity), ref datagram.Runs);
        FragmentStatus status = runs.Add((ushort)headers.FragmentOffset, (ushort)end);
        if (status != FragmentStatus.Incomplete)
            return status;
        if (!Copy(slot, payload, headers.FragmentOffset))
            return FragmentStatus.Discarded;
        datagram.End = Math.Max(datagram.End, end);
        datagram.HasLast |= !headers.MoreFragments;
        datagram.Received += payload.Length;
        datagram.Ecn |= FragmentEcn.BitOf(headers.TrafficClass);
        datagram.LargestFragment = Math.Max(datagram.LargestFragment, headers.TotalLength);
        if (headers.DontFragment)
            datagram.LargestDontFragment = Math.Max(datagram.LargestDontFragment, headers.TotalLength);
        return FragmentStatus.Incomplete;
    }

    private bool Copy(int slot, ReadOnlySpan<byte> payload, int offset)
    {
        Span<int> chunks = _chunks.AsSpan(slot * Datagram.MaxChunks, Datagram.MaxChunks);
        while (!payload.IsEmpty)
        {
            ref int chunk = ref chunks[offset / ChunkPool.ChunkLength];
            if (chunk < 0)
            {
                while (_pool.Available == 0)
                {
                    int oldest = _table.OldestExcept(slot);
                    if (oldest < 0)
                        return false;
                    Release(oldest);
                    Evicted++;
                }

                chunk = _pool.Take();
            }

            int at = offset % ChunkPool.ChunkLength;
            int piece = Math.Min(payload.Length, ChunkPool.ChunkLength - at);
            payload[..piece].CopyTo(_pool[chunk][at..]);
            payload = payload[piece..];
            offset += piece;
        }

        return true;
    }

    /// <summary>Keeps the first fragment's headers, and puts the datagram together once nothing is missing.</summary>
    private FragmentStatus Finish(
        int slot, ReadOnlySpan<byte> prefix, in PacketHeaders headers, out PacketBuffer whole, out int largestFragment)
    {
        ref Datagram datagram = ref _table[slot];
        whole = default;
        largestFragment = 0;
        if (headers.FragmentOffset == 0)
        {
            datagram.HeaderLength = headers.Family == InetFamily.V6 ? headers.FragmentHeaderOffset : prefix.Length;
            datagram.NetworkOffset = headers.NetworkOffset;
            if (datagram.HeaderLength > Datagram.HeaderCapacity)
                return Discard(slot);
            Span<byte> kept = _headers.AsSpan(slot * Datagram.HeaderCapacity, datagram.HeaderLength);
            prefix[..datagram.HeaderLength].CopyTo(kept);
            if (headers.Family == InetFamily.V6)
                kept[FindNextField(kept, headers)] = prefix[headers.FragmentHeaderOffset];
        }

        if (!datagram.HasLast || datagram.Received != datagram.End)
            return FragmentStatus.Incomplete;
        int total = datagram.HeaderLength - datagram.NetworkOffset + datagram.End;
        int counted = headers.Family == InetFamily.V6 ? total - IPv6Parser.HeaderLength : total;
        if (counted > ushort.MaxValue || FragmentEcn.IsInvalid(datagram.Ecn))
            return Discard(slot);
        whole = Assemble(slot, total, headers.Family);
        largestFragment = datagram.LargestFragment;
        Release(slot);
        Completed++;
        return FragmentStatus.Complete;
    }

    private PacketBuffer Assemble(int slot, int total, InetFamily family)
    {
        ref Datagram datagram = ref _table[slot];
        PacketBuffer whole = new(_whole, PacketBuffer.DefaultHeadroom, datagram.NetworkOffset + total);
        Span<byte> frame = whole.Frame;
        _headers.AsSpan(slot * Datagram.HeaderCapacity, datagram.HeaderLength).CopyTo(frame);
        Span<byte> payload = frame[datagram.HeaderLength..];
        for (int i = 0; !payload.IsEmpty; i++)
        {
            ReadOnlySpan<byte> chunk = _pool[_chunks[(slot * Datagram.MaxChunks) + i]];
            int piece = Math.Min(chunk.Length, payload.Length);
            chunk[..piece].CopyTo(payload);
            payload = payload[piece..];
        }

        Span<byte> packet = frame[datagram.NetworkOffset..datagram.HeaderLength];
        byte mark = FragmentEcn.Mark(datagram.Ecn);
        if (family == InetFamily.V6)
        {
            packet[1] |= (byte)(mark << 4);
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(total - IPv6Parser.HeaderLength));
            return whole;
        }

        bool dontFragment = datagram.LargestDontFragment == datagram.LargestFragment;
        packet[1] |= mark;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)total);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], dontFragment ? IPv4Parser.DontFragmentBit : (ushort)0);
        Checksum.WriteHeader(packet);
        return whole;
    }

    /// <summary>Takes the fragment header out of an IPv6 packet that is none (RFC 6946).</summary>
    private bool TryStrip(ReadOnlySpan<byte> frame, in PacketHeaders headers, int start, out PacketBuffer whole)
    {
        whole = default;
        int kept = headers.FragmentHeaderOffset;
        if (kept > Datagram.HeaderCapacity)
            return false;
        whole = new PacketBuffer(_whole, PacketBuffer.DefaultHeadroom, headers.End - IPv6Parser.FragmentHeaderLength);
        frame[..kept].CopyTo(whole.Frame);
        frame[start..headers.End].CopyTo(whole.Frame[kept..]);
        whole.Frame[FindNextField(whole.Frame[..kept], headers)] = frame[headers.FragmentHeaderOffset];
        int payload = headers.TotalLength - IPv6Parser.HeaderLength - IPv6Parser.FragmentHeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(whole.Frame[(headers.NetworkOffset + 4)..], (ushort)payload);
        return true;
    }

    /// <summary>Where the field stands that announces the fragment header: the headers before it have been checked by the parser.</summary>
    private static int FindNextField(ReadOnlySpan<byte> frame, in PacketHeaders headers)
    {
        int field = headers.NetworkOffset + 6;
        for (int at = headers.NetworkOffset + IPv6Parser.HeaderLength; at < headers.FragmentHeaderOffset;)
        {
            field = at;
            at += 8 + (frame[at + 1] * 8);
        }

        return field;
    }

    /// <summary>True when an IPv6 first fragment ends before its transport header does: such are made to slip past filters.</summary>
    private static bool IsFirstIncomplete(in PacketHeaders headers)
    {
        int needed = headers.Protocol switch
        {
            IpProtocol.Tcp => 20,
            IpProtocol.Udp or IpProtocol.IcmpV6 => 8,
            _ => 1,
        };
        return headers.End - headers.TransportOffset < needed;
    }

    private int Create(in PacketHeaders headers, uint now)
    {
        if (_table.IsFull)
        {
            Release(_table.OldestExcept(-1));
            Evicted++;
        }

        return _table.Add(headers, now);
    }

    private FragmentStatus Discard(int slot)
    {
        if (slot < 0)
            return FragmentStatus.Refused;
        Release(slot);
        Discarded++;
        return FragmentStatus.Discarded;
    }

    private void Release(int slot)
    {
        Span<int> chunks = _chunks.AsSpan(slot * Datagram.MaxChunks, Datagram.MaxChunks);
        foreach (ref int chunk in chunks)
        {
            if (chunk >= 0)
                _pool.Return(chunk);
            chunk = -1;
        }

        _table.Remove(slot);
    }
}
