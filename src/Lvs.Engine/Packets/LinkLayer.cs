using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Engine.Packets;

/// <summary>The Ethernet header of frames that leave.</summary>
public static class LinkLayer
{
    /// <summary>
    /// Writes the Ethernet header for a next hop: its MAC addresses, its VLAN tag if it has one, and no other tag that the
    /// frame may have come with, since the packet was routed. In direct routing this and the TTL are all that changes.
    /// </summary>
    /// <param name="buffer">The frame; grows or shrinks in front when tags are pushed or popped.</param>
    /// <param name="headers">What is known of it; shifted along.</param>
    /// <param name="hop">Where it leaves.</param>
    /// <returns>False, and nothing changed, when there is no headroom for the tag.</returns>
    public static bool TryWrite(ref PacketBuffer buffer, ref PacketHeaders headers, in NextHop hop)
    {
        int length = hop.Vlan == 0 ? Packet.EthernetLength : Packet.EthernetLength + Packet.VlanLength;
        int change = length - headers.NetworkOffset;
        if (change > 0 ? !buffer.TryPrepend(change) : !buffer.TrimFront(-change))
            return false;

        headers.Shift(change);
        headers.VlanTags = (byte)(hop.Vlan == 0 ? 0 : 1);
        headers.Vlan = hop.Vlan;
        Span<byte> frame = buffer.Frame;
        hop.Destination.Write(frame);
        hop.Source.Write(frame[6..]);
        if (hop.Vlan != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[12..], EtherType.Vlan);
            BinaryPrimitives.WriteUInt16BigEndian(frame[14..], hop.Vlan);
        }

        BinaryPrimitives.WriteUInt16BigEndian(
            frame[(length - 2)..], headers.Family == InetFamily.V4 ? EtherType.IPv4 : EtherType.IPv6);
        return true;
    }
}
