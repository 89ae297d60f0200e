using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Lvs.Client.Ipvsadm;

/// <summary>Names as the C library finds them, which is what ipvsadm asks: nsswitch.conf decides where they come from.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class SystemNames : IIpvsadmNames
{
    private const int Inet = 2;
    private const int Inet6 = 10;

    // The library answers out of memory of its own, which the next question overwrites.
    private static readonly object Turn = new();

    /// <inheritdoc/>
    public uint? FindHost(string name)
    {
        lock (Turn)
        {
            nint entry = GetHostByName(name);
            if (entry == 0)
                return null;
            Host host = Marshal.PtrToStructure<Host>(entry);
            nint first = Marshal.ReadIntPtr(host.Addresses);
            if (host.Type != Inet || host.Length != sizeof(uint) || first == 0)
                return null;
            return BinaryPrimitives.ReverseEndianness((uint)Marshal.ReadInt32(first));
        }
    }

    /// <inheritdoc/>
    public int? FindPort(string service, LvsProtocol? protocol)
    {
        if (ProtocolName(protocol) is not { } name)
            return null;
        lock (Turn)
        {
            nint entry = GetServiceByName(service, name);
            return entry == 0 ? null : Swap(Marshal.PtrToStructure<Service>(entry).Port);
        }
    }

    /// <inheritdoc/>
    public string? HostOf(string address)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        lock (Turn)
        {
            nint entry = GetHostByAddress(bytes, bytes.Length, bytes.Length == 4 ? Inet : Inet6);
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.PtrToStructure<Host>(entry).Name);
        }
    }

    /// <inheritdoc/>
    public string? ServiceOf(int port, LvsProtocol? protocol)
    {
        if (ProtocolName(protocol) is not { } name)
            return null;
        lock (Turn)
        {
            nint entry = GetServiceByPort(Swap(port), name);
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.PtrToStructure<Service>(entry).Name);
        }
    }

    private static string? ProtocolName(LvsProtocol? protocol) => protocol switch
    {
        LvsProtocol.Tcp => "tcp",
        LvsProtocol.Udp => "udp",
        LvsProtocol.Sctp => "sctp",
        _ => null,
    };

    private static int Swap(int port) => BinaryPrimitives.ReverseEndianness((ushort)port);

    // struct hostent *gethostbyname(const char *name);
    [LibraryImport("libc", EntryPoint = "gethostbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetHostByName(string name);

    // struct hostent *gethostbyaddr(const void *addr, socklen_t len, int type);
    [LibraryImport("libc", EntryPoint = "gethostbyaddr")]
    private static partial nint GetHostByAddress(byte[] address, int length, int family);

    // struct servent *getservbyname(const char *name, const char *proto);
    [LibraryImport("libc", EntryPoint = "getservbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetServiceByName(string name, string protocol);

    // struct servent *getservbyport(int port, const char *proto); the port in network order
    [LibraryImport("libc", EntryPoint = "getservbyport", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetServiceByPort(int port, string protocol);

    // struct hostent
    [StructLayout(LayoutKind.Sequential)]
    private struct Host
    {
        public nint Name;
        public nint Aliases;
        public int Type;
        public int Length;
        public nint Addresses;
    }

    // struct servent
    [StructLayout(LayoutKind.Sequential)]
    private struct Service
    {
        public nint Name;
        public nint Aliases;
        public int Port; // network order
        public nint Protocol;
    }
}
