using System.Buffers.Binary;

namespace Lvs.Engine.Packets;

/// <summary>Where IPv6's fragment header stands, comes and goes (RFC 8200 section 4.5).</summary>
internal static class IPv6FragmentHeader
{
    /// <summary>Where a fragment header belongs: behind hop-by-hop options, routing, and destination options before routing.</summary>
    /// <param name="headers">A packet's IPv6 and extension headers, sound and complete.</param>
    /// <param name="nextField">Where the next header field stands that will announce it.</param>
    /// <returns>The length of the headers that every fragment repeats.</returns>
    public static int FindPlace(ReadOnlySpan<byte> headers, out int nextField)
    {
        int offset = IPv6Parser.HeaderLength;
        bool routed = false;
        nextField = 6;
        for (byte next = headers[6]; offset < headers.Length && IPv6Parser.IsExtension(next); next = headers[nextField])
        {
            if (next == IpProtocol.Fragment || (next == IpProtocol.DestinationOptions && routed))
                break;
            routed |= next == IpProtocol.Routing;
            nextField = offset;
            offset += 8 + (headers[offset + 1] * 8);
        }

        return offset;
    }

    /// <summary>Where the field stands that announces the packet's fragment header.</summary>
    /// <param name="frame">The frame up to the fragment header at least.</param>
    /// <param name="headers">What the parser found in it.</param>
    public static int FindNextField(ReadOnlySpan<byte> frame, in PacketHeaders headers)
    {
        int field = headers.NetworkOffset + 6;
        for (int at = headers.NetworkOffset + IPv6Parser.HeaderLength; at < headers.FragmentHeaderOffset;)
        {
            field = at;
            at += 8 + (frame[at + 1] * 8);
        }

        return field;
    }

    /// <summary>True when a first fragment ends before its transport header does: such are made to slip past filters.</summary>
    public static bool IsFirstIncomplete(in PacketHeaders headers)
    {
        int needed = headers.Protocol switch
        {
            IpProtocol.Tcp => 20,
            IpProtocol.Udp or IpProtocol.IcmpV6 => 8,
            _ => 1,
        };
        return headers.End - headers.TransportOffset < needed;
    }

    /// <summary>Copies a packet that is no fragment (RFC 6946) without its fragment header.</summary>
    /// <returns>The new frame's length.</returns>
    public static int Strip(ReadOnlySpan<byte> frame, in PacketHeaders headers, Span<byte> destination)
    {
        int kept = headers.FragmentHeaderOffset;
        frame[..kept].CopyTo(destination);
        frame[(kept + IPv6Parser.FragmentHeaderLength)..headers.End].CopyTo(destination[kept..]);
        destination[FindNextField(frame, headers)] = frame[kept];
        int payload = headers.TotalLength - IPv6Parser.HeaderLength - IPv6Parser.FragmentHeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[(headers.NetworkOffset + 4)..], (ushort)payload);
        return headers.End - IPv6Parser.FragmentHeaderLength;
    }
}
