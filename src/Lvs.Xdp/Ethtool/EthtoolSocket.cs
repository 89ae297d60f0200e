using System.Buffers.Binary;
using System.Text;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Ethtool;

/// <summary>
/// Asks and switches the drivers of network devices (<c>ioctl(SIOCETHTOOL)</c>, linux/ethtool.h), as the ethtool command does.
/// It belongs to the network namespace of the thread that made it, wherever it is used. Reading needs no privilege on most
/// drivers, switching needs CAP_NET_ADMIN.
/// </summary>
public sealed unsafe class EthtoolSocket : IDisposable
{
    private const uint ETHTOOL_GDRVINFO = 0x03;
    private const uint ETHTOOL_GRXRINGS = 0x2d;
    private const uint ETHTOOL_GCHANNELS = 0x3c;
    private const uint ETHTOOL_SCHANNELS = 0x3d;

    // sizeof(struct ethtool_drvinfo) is 196, sizeof(struct ethtool_rxnfc) 192; the driver's name is 32 bytes at 4.
    private const int BufferLength = 256;
    private const int ChannelsLength = 36;
    private readonly FileDescriptor _socket;

    /// <summary>Opens the socket in the calling thread's network namespace.</summary>
    /// <exception cref="LinuxException">No more descriptors.</exception>
    public EthtoolSocket() => _socket = FileDescriptor.Take(
        Libc.Socket(Libc.AF_INET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0), "socket(AF_INET, SOCK_DGRAM)");

    /// <summary>The driver's name: <c>veth</c>, <c>virtio_net</c>, <c>ixgbe</c>.</summary>
    /// <exception cref="EthtoolException">No such device, or a device without a driver to ask (loopback).</exception>
    public string GetDriver(string device)
    {
        Span<byte> buffer = stackalloc byte[BufferLength];
        Ask(device, ETHTOOL_GDRVINFO, buffer, "the driver's name");
        ReadOnlySpan<byte> name = buffer.Slice(4, 32);
        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>Whether an offload is on.</summary>
    /// <exception cref="EthtoolException">No such device, or its driver does not have the offload.</exception>
    public bool Get(string device, EthtoolFeature feature)
    {
        Span<byte> value = stackalloc byte[8];
        Ask(device, (uint)feature, value, feature.ToString());
        return BinaryPrimitives.ReadUInt32LittleEndian(value[4..]) != 0;
    }

    /// <summary>Switches an offload.</summary>
    /// <exception cref="EthtoolException">No such device, the driver refuses, or the caller lacks CAP_NET_ADMIN.</exception>
    public void Set(string device, EthtoolFeature feature, bool on)
    {
        Span<byte> value = stackalloc byte[8];
        Write(value, 4, on ? 1 : 0);
        Ask(device, (uint)feature + 1, value, $"{feature} {(on ? "on" : "off")}");
    }

    /// <summary>The queues of the device.</summary>
    /// <exception cref="EthtoolException">No such device, or its driver does not know channels.</exception>
    public EthtoolChannels GetChannels(string device)
    {
        Span<byte> buffer = stackalloc byte[ChannelsLength];
        Ask(device, ETHTOOL_GCHANNELS, buffer, "the number of channels");
        return new EthtoolChannels(
            Read(buffer, 4), Read(buffer, 8), Read(buffer, 16), Read(buffer, 20), Read(buffer, 24), Read(buffer, 32));
    }

    /// <summary>Changes the number of queues; the maxima in <paramref name="channels"/> are not looked at.</summary>
    /// <exception cref="EthtoolException">No such device, more than the driver can, or the caller lacks CAP_NET_ADMIN.</exception>
    public void SetChannels(string device, EthtoolChannels channels)
    {
        Span<byte> buffer = stackalloc byte[ChannelsLength];
        Ask(device, ETHTOOL_GCHANNELS, buffer, "the number of channels");
        Write(buffer, 20, channels.Receive);
        Write(buffer, 24, channels.Transmit);
        Write(buffer, 32, channels.Combined);
        Ask(
            device, ETHTOOL_SCHANNELS, buffer,
            $"{channels.Receive} receive, {channels.Transmit} transmit and {channels.Combined} combined channels");
    }

    /// <summary>The number of receive queues in use, numbered from 0: what the driver says of its channels, else of its
    /// receive rings; 0 when it knows neither, and its caller must take what rtnetlink says.</summary>
    /// <exception cref="EthtoolException">No such device.</exception>
    public int GetReceiveQueues(string device)
    {
        Span<byte> buffer = stackalloc byte[BufferLength];
        if (TryAsk(device, ETHTOOL_GCHANNELS, buffer) == 0 && Read(buffer, 20) + Read(buffer, 32) is > 0 and int channels)
            return channels;
        int errno = TryAsk(device, ETHTOOL_GRXRINGS, buffer);
        return errno switch
        {
            0 => Read(buffer, 8),
            Errno.ENODEV => throw Failure(device, "the number of receive queues", errno),
            _ => 0,
        };
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    private void Ask(string device, uint command, Span<byte> buffer, string what)
    {
        int errno = TryAsk(device, command, buffer);
        if (errno != 0)
            throw Failure(device, what, errno);
    }

    private int TryAsk(string device, uint command, Span<byte> buffer)
    {
        Libc.Ifreq request = default;
        if (!TryWriteName(device, new Span<byte>(request.Name, Libc.IFNAMSIZ)))
            throw new EthtoolException($"'{device}' is not a network device's name: 1 to 15 bytes, no space, no slash.", 0);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, command);
        fixed (byte* data = buffer)
        {
            request.Data = data;
            return Libc.Ioctl(_socket.Value, Libc.SIOCETHTOOL, &request) < 0 ? Errno.Last : 0;
        }
    }

    private static bool TryWriteName(string device, Span<byte> name) =>
        device.Length > 0 && !device.AsSpan().ContainsAny(" /\0\n\t") && Encoding.UTF8.TryGetBytes(device, name[..^1], out _);

    // Host order throughout: both architectures that .NET and XDP share are little-endian.
    private static int Read(ReadOnlySpan<byte> buffer, int offset) => BinaryPrimitives.ReadInt32LittleEndian(buffer[offset..]);

    private static void Write(Span<byte> buffer, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(buffer[offset..], value);

    private static EthtoolException Failure(string device, string what, int errno) => new(
        $"Device '{device}' does not take or answer {what}: {Errno.Text(errno)}." + errno switch
        {
            Errno.EPERM => " CAP_NET_ADMIN is needed: run as root.",
            Errno.ENODEV => " There is no device of that name in this network namespace (ip link).",
            Errno.EINVAL => " The driver allows other values only (ethtool -k, ethtool -l).",
            Errno.EOPNOTSUPP => " Its driver does not have it.",
            _ => "",
        },
        errno);
}
