using System.Runtime.InteropServices;
using System.Text;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Netlink;

/// <summary>Reads attribute values; one that is too short counts as absent, never as an error.</summary>
internal static class AttributeValues
{
    /// <summary>A 32-bit number in host order, or 0.</summary>
    internal static uint U32(ReadOnlySpan<byte> value) => value.Length >= 4 ? MemoryMarshal.Read<uint>(value) : 0;

    /// <summary>A 16-bit number in host order, or 0.</summary>
    internal static ushort U16(ReadOnlySpan<byte> value) => value.Length >= 2 ? MemoryMarshal.Read<ushort>(value) : (ushort)0;

    /// <summary>A string that may end with a zero byte.</summary>
    internal static string Text(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
    }

    /// <summary>An Ethernet address; none when the device's addresses are not 6 bytes long.</summary>
    internal static MacAddress Mac(ReadOnlySpan<byte> value) => value.Length == 6 ? MacAddress.Read(value) : MacAddress.None;

    /// <summary>An address of the family that the message is about; the default value when the length does not fit.</summary>
    internal static InetAddress Address(ReadOnlySpan<byte> value, InetFamily family) => (family, value.Length) switch
    {
        (InetFamily.V4, 4) or (InetFamily.V6, 16) => InetAddress.Read(value, family),
        _ => default,
    };

    /// <summary>The family of an AF_ number; none for families other than IPv4 and IPv6.</summary>
    internal static InetFamily Family(int addressFamily) => addressFamily switch
    {
        LibcSocket.AF_INET => InetFamily.V4,
        LibcSocket.AF_INET6 => InetFamily.V6,
        _ => InetFamily.None,
    };

    /// <summary>The AF_ number of a family.</summary>
    internal static byte Number(InetFamily family) => family switch
    {
        InetFamily.V4 => LibcSocket.AF_INET,
        InetFamily.V6 => LibcSocket.AF_INET6,
        _ => LibcSocket.AF_UNSPEC,
    };
}
