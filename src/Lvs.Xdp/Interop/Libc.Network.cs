using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>Interfaces by name and number, and network namespaces.</summary>
internal static unsafe partial class Libc
{
    internal const int IFNAMSIZ = 16;
    internal const int CLONE_NEWNET = 0x40000000;
    internal const int CLONE_NEWNS = 0x00020000;

    internal const nuint SIOCETHTOOL = 0x8946;
    internal const nuint SIOCGIFMTU = 0x8921;
    internal const nuint SIOCGIFHWADDR = 0x8927;

    // unsigned int if_nametoindex(const char *ifname);
    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint IfNametoindex(string ifname);

    // char *if_indextoname(unsigned int ifindex, char *ifname);
    [LibraryImport("libc", EntryPoint = "if_indextoname", SetLastError = true)]
    private static partial byte* IfIndextoname(uint ifindex, byte* ifname);

    // int setns(int fd, int nstype);
    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int Setns(int fd, int nstype);

    // int unshare(int flags);
    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    /// <summary>The name of an interface of the calling thread's network namespace; null when there is none.</summary>
    internal static string? InterfaceName(uint ifindex)
    {
        byte* name = stackalloc byte[IFNAMSIZ];
        return IfIndextoname(ifindex, name) == null ? null : Marshal.PtrToStringUTF8((nint)name);
    }

    /// <summary>struct ifreq (net/if.h): a name and a union of 24 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    internal struct Ifreq
    {
        [FieldOffset(0)]
        internal fixed byte Name[IFNAMSIZ];

        [FieldOffset(16)]
        internal int Mtu;

        [FieldOffset(16)]
        internal void* Data;

        [FieldOffset(18)]
        internal fixed byte HardwareAddress[6];
    }
}
