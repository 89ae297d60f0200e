using System.Runtime.InteropServices;

namespace Lvs.Xdp.Netlink;

/// <summary>Walks the attributes (<c>struct rtattr</c>) of a message or of a nested attribute. Stops at the first length that
/// lies; what was read before it stands.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>Takes the next attribute.</summary>
    /// <param name="type">Its number, without the flags for nesting and byte order.</param>
    /// <param name="value">Its value, without padding.</param>
    internal bool TryRead(out ushort type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (_rest.Length < NetlinkConstants.AttributeHeaderLength)
            return false;
        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < NetlinkConstants.AttributeHeaderLength || length > _rest.Length)
        {
            _rest = default;
            return false;
        }

        type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & NetlinkConstants.NLA_TYPE_MASK);
        value = _rest[NetlinkConstants.AttributeHeaderLength..length];
        _rest = _rest[Math.Min(NetlinkConstants.Align(length), _rest.Length)..];
        return true;
    }
}
