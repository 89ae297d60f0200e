using System.Runtime.InteropServices;

namespace Lvs.Xdp.Netlink;

/// <summary>Walks the messages of one datagram. Stops at the first length that lies, as nothing behind it can be trusted.</summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    /// <summary>True when the walk ended before the end of the datagram.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>Takes the next message; false at the end and at the first malformed header.</summary>
    internal bool TryRead(out NetlinkMessage message)
    {
        message = default;
        if (_rest.IsEmpty)
            return false;
        if (_rest.Length < NetlinkConstants.HeaderLength
            || MemoryMarshal.Read<uint>(_rest) is var length
            && (length < NetlinkConstants.HeaderLength || length > (uint)_rest.Length))
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }

        message = new NetlinkMessage(
            MemoryMarshal.Read<ushort>(_rest[4..]),
            MemoryMarshal.Read<ushort>(_rest[6..]),
            MemoryMarshal.Read<uint>(_rest[8..]),
            _rest[NetlinkConstants.HeaderLength..(int)length]);
        _rest = _rest[Math.Min(NetlinkConstants.Align((int)length), _rest.Length)..];
        return true;
    }
}
