using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Lvs.Lab.Tests.Support;

/// <summary>Sends and receives Ethernet frames as they are on one device (packet(7)). Make it on a thread in the namespace meant.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const ushort EveryProtocol = 0x0003;
    private readonly Socket _socket;

    public FrameSocket(string device)
    {
        int index = InterfaceIndex(device);
        _socket = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)BinaryPrimitives.ReverseEndianness(EveryProtocol))
        {
            ReceiveBufferSize = 4 << 20,
        };
        _socket.Bind(new LinkEndPoint(index));
    }

    /// <summary>Sends one frame.</summary>
    public void Send(ReadOnlySpan<byte> frame) => _socket.Send(frame);

    /// <summary>Receives frames until a time is over.</summary>
    public List<byte[]> ReceiveFor(TimeSpan time)
    {
        List<byte[]> frames = [];
        byte[] buffer = new byte[65536];
        long deadline = Environment.TickCount64 + (long)time.TotalMilliseconds;
        for (long left; (left = deadline - Environment.TickCount64) > 0;)
        {
            if (_socket.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectRead))
                frames.Add(buffer[.._socket.Receive(buffer)]);
        }

        return frames;
    }

    public void Dispose() => _socket.Dispose();

    // /sys shows another namespace's devices here; this file is the thread's own.
    private static int InterfaceIndex(string device)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Span<byte> request = stackalloc byte[40];
        System.Text.Encoding.ASCII.GetBytes(device, request);
        return Ioctl.InterfaceIndex(socket.SafeHandle, request);
    }

    private sealed class LinkEndPoint(int index) : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            // struct sockaddr_ll: family, protocol (network order), ifindex, hatype, pkttype, halen, addr[8]
            SocketAddress address = new(AddressFamily.Packet, 20);
            address[2] = EveryProtocol >> 8;
            address[3] = EveryProtocol & 0xff;
            for (int i = 0; i < 4; i++)
                address[4 + i] = (byte)(index >> (8 * i));
            return address;
        }
    }
}
