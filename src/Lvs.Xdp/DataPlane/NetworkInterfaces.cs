using System.Text;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>The few questions about interfaces that are asked before rtnetlink is up, of the thread's network namespace.</summary>
internal static unsafe class NetworkInterfaces
{
    /// <summary>The number of an interface.</summary>
    /// <exception cref="DataPlaneException">There is none of that name.</exception>
    internal static uint Index(string name)
    {
        uint index = Libc.IfNametoindex(name);
        return index != 0 ? index : throw NotFound(name, null);
    }

    /// <summary>The largest IP packet it takes, in bytes.</summary>
    internal static int Mtu(string name)
    {
        using var socket = FileDescriptor.Take(
            Libc.Socket(Libc.AF_INET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0), "socket(AF_INET)");
        Libc.Ifreq request = default;
        Encoding.UTF8.GetBytes(name, new Span<byte>(request.Name, Libc.IFNAMSIZ - 1));
        return Libc.Ioctl(socket.Value, Libc.SIOCGIFMTU, &request) == 0
            ? request.Mtu
            : throw NotFound(name, new LinuxException($"ioctl(SIOCGIFMTU, {name})", Errno.Last));
    }

    internal static DataPlaneException NotFound(string name, Exception? inner) => new(
        DataPlaneError.InterfaceNotFound,
        name,
        $"There is no network interface '{name}'.",
        "Look at 'ip link' for the names, and give one of them with --interface.",
        inner);
}
