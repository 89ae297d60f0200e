using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>Sends frames out of interfaces that have no AF_XDP socket, through one AF_PACKET socket, many a system call.</summary>
public sealed unsafe class PacketTransmitter : IDisposable
{
    private const int Batch = 64;
    private const int SlotSize = 4096;
    private const int EthernetHeader = 14;
    private const nuint SlotMemory = Batch * SlotSize;

    private readonly FileDescriptor _socket;
    private readonly byte* _frames;
    private readonly Libc.Mmsghdr* _messages;
    private readonly Libc.Iovec* _vectors;
    private readonly Libc.SockaddrLl* _addresses;
    private int _count;

    /// <summary>Opens the socket in the calling thread's network namespace; it receives nothing.</summary>
    public PacketTransmitter()
    {
        _socket = FileDescriptor.Take(
            Libc.Socket(Libc.AF_PACKET, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0), "socket(AF_PACKET)");
        int buffer = (int)SlotMemory * 8;
        _ = Libc.Setsockopt(_socket.Value, Libc.SOL_SOCKET, Libc.SO_SNDBUFFORCE, &buffer, sizeof(int));
        nuint headers = Batch * (nuint)(sizeof(Libc.Mmsghdr) + sizeof(Libc.Iovec) + sizeof(Libc.SockaddrLl));
        _frames = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(SlotMemory + headers);
        _messages = (Libc.Mmsghdr*)(_frames + SlotMemory);
        _vectors = (Libc.Iovec*)(_messages + Batch);
        _addresses = (Libc.SockaddrLl*)(_vectors + Batch);
        for (int i = 0; i < Batch; i++)
        {
            _vectors[i].Base = _frames + (i * SlotSize);
            _addresses[i].Family = Libc.AF_PACKET;
            _messages[i].Header.Name = &_addresses[i];
            _messages[i].Header.NameLength = (uint)sizeof(Libc.SockaddrLl);
            _messages[i].Header.Vectors = &_vectors[i];
            _messages[i].Header.VectorCount = 1;
        }
    }

    /// <summary>Frames handed to the kernel.</summary>
    public ulong Transmitted { get; private set; }

    /// <summary>Frames the kernel refused: the interface is gone or down, its queue full, the frame larger than its MTU.</summary>
    public ulong Failed { get; private set; }

    /// <summary>Takes a copy of a frame; <see cref="Flush"/> sends.</summary>
    public void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex)
    {
        if (_count == Batch || frame.Length > SlotSize)
            Flush();
        if (frame.Length > SlotSize)
        {
            SendNow(frame, interfaceIndex);
            return;
        }

        frame.CopyTo(new Span<byte>(_frames + (_count * SlotSize), SlotSize));
        _vectors[_count].Length = (nuint)frame.Length;
        Address(ref _addresses[_count], frame, interfaceIndex);
        _count++;
    }

    /// <summary>Sends all that was taken. A frame that the kernel refuses is counted and does not keep the others back.</summary>
    public void Flush()
    {
        for (int done = 0; done < _count;)
        {
            int sent = Libc.Sendmmsg(_socket.Value, _messages + done, (uint)(_count - done), 0);
            Transmitted += (ulong)Math.Max(sent, 0);
            Failed += sent < 0 ? 1u : 0;
            done += sent < 0 ? 1 : sent;
        }

        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_socket.IsClosed)
            return;
        _socket.Dispose();
        System.Runtime.InteropServices.NativeMemory.Free(_frames);
    }

    private void SendNow(ReadOnlySpan<byte> frame, uint interfaceIndex)
    {
        Libc.SockaddrLl address = default;
        address.Family = Libc.AF_PACKET;
        Address(ref address, frame, interfaceIndex);
        fixed (byte* bytes = frame)
        {
            if (Libc.Sendto(_socket.Value, bytes, (nuint)frame.Length, 0, &address, (uint)sizeof(Libc.SockaddrLl)) < 0)
                Failed++;
            else
                Transmitted++;
        }
    }

    private static void Address(ref Libc.SockaddrLl address, ReadOnlySpan<byte> frame, uint interfaceIndex)
    {
        address.Ifindex = (int)interfaceIndex;
        // The protocol as it stands in the frame: the kernel keeps it with the packet and does not look for itself.
        address.Protocol = frame.Length < EthernetHeader ? (ushort)0 : (ushort)(frame[12] | (frame[13] << 8));
    }
}
