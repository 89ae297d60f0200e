using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Lvs.Lab.Tests.Support;

/// <summary>The one <c>ioctl(2)</c> that the tests need.</summary>
internal static unsafe partial class Ioctl
{
    private const nuint SIOCGIFINDEX = 0x8933;

    /// <summary>The index of the device named in a struct ifreq.</summary>
    public static int InterfaceIndex(SafeSocketHandle socket, Span<byte> request)
    {
        fixed (byte* pointer = request)
        {
            if (Call(socket, SIOCGIFINDEX, pointer) != 0)
                throw new InvalidOperationException($"There is no such device here: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        return BinaryPrimitives.ReadInt32LittleEndian(request[16..]);
    }

    // int ioctl(int fd, unsigned long request, ...);
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Call(SafeSocketHandle socket, nuint request, void* argument);
}
