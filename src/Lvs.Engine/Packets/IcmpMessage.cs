using System.Buffers.Binary;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>An ICMP error's own header.</summary>
/// <param name="Type">The type.</param>
/// <param name="Code">The code.</param>
/// <param name="Information">The second word: an MTU, or nothing.</param>
internal readonly record struct IcmpMessage(byte Type, byte Code, uint Information)
{
    private const byte CodeHostUnreachable = 1;
    private const byte CodeAddressUnreachable = 3;

    public static IcmpMessage Of(IcmpErrorKind kind, InetFamily family, int mtu) => (kind, family) switch
    {
        (IcmpErrorKind.PortUnreachable, InetFamily.V4) => new(IcmpV4.Unreachable, IcmpV4.CodePortUnreachable, 0),
        (IcmpErrorKind.HostUnreachable, InetFamily.V4) => new(IcmpV4.Unreachable, CodeHostUnreachable, 0),
        (IcmpErrorKind.PacketTooBig, InetFamily.V4) => new(
            IcmpV4.Unreachable, IcmpV4.CodeFragmentationNeeded, (uint)Math.Clamp(mtu, 0, ushort.MaxValue)),
        (IcmpErrorKind.TimeExceeded, InetFamily.V4) => new(IcmpV4.TimeExceeded, IcmpV4.CodeTransit, 0),
        (IcmpErrorKind.PortUnreachable, _) => new(IcmpV6.Unreachable, IcmpV6.CodePortUnreachable, 0),
        (IcmpErrorKind.HostUnreachable, _) => new(IcmpV6.Unreachable, CodeAddressUnreachable, 0),
        (IcmpErrorKind.PacketTooBig, _) => new(IcmpV6.PacketTooBig, 0, (uint)Math.Max(mtu, 0)),
        _ => new(IcmpV6.TimeExceeded, IcmpV6.CodeTransit, 0),
    };

    /// <summary>The message of an error from within a tunnel, for a packet of <paramref name="family"/>. Type and code stay as they
    /// are within one family; across families they become what comes nearest (RFC 2473 section 8).</summary>
    public static IcmpMessage Relayed(ReadOnlySpan<byte> frame, in PacketHeaders carrier, InetFamily family, int mtu)
    {
        bool tooBig = carrier.Family == InetFamily.V4
            ? carrier.IcmpType == IcmpV4.Unreachable && carrier.IcmpCode == IcmpV4.CodeFragmentationNeeded
            : carrier.IcmpType == IcmpV6.PacketTooBig;
        if (tooBig)
            return Of(IcmpErrorKind.PacketTooBig, family, mtu);
        if (carrier.Family == family)
        {
            uint information = BinaryPrimitives.ReadUInt32BigEndian(frame[(carrier.TransportOffset + 4)..]);
            return new IcmpMessage(carrier.IcmpType, carrier.IcmpCode, information);
        }

        bool expired = carrier.IcmpType == (carrier.Family == InetFamily.V4 ? IcmpV4.TimeExceeded : IcmpV6.TimeExceeded);
        return Of(expired ? IcmpErrorKind.TimeExceeded : IcmpErrorKind.HostUnreachable, family, mtu);
    }

    public bool IsPacketTooBig(InetFamily family) => family == InetFamily.V4
        ? Type == IcmpV4.Unreachable && Code == IcmpV4.CodeFragmentationNeeded
        : Type == IcmpV6.PacketTooBig;
}
