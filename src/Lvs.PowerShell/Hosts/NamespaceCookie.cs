using System.Buffers.Binary;
using System.Net.Sockets;

namespace LvsPS.Hosts;

/// <summary>What tells network namespaces apart, and is never given twice until the next boot (SO_NETNS_COOKIE, Linux
/// 5.14).</summary>
internal static class NamespaceCookie
{
    private const int SolSocket = 1;
    private const int SoNetnsCookie = 71;

    /// <summary>The cookie of the calling thread's network namespace.</summary>
    public static ulong Read()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Span<byte> cookie = stackalloc byte[sizeof(ulong)];
        socket.GetRawSocketOption(SolSocket, SoNetnsCookie, cookie);
        return BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt64LittleEndian(cookie)
            : BinaryPrimitives.ReadUInt64BigEndian(cookie);
    }
}
