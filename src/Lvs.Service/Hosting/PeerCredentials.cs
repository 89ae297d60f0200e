using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lvs.Service.Interop;

namespace Lvs.Service.Hosting;

/// <summary>Who is at the other end of a Unix socket, by the kernel's word as of the moment of connecting.</summary>
/// <param name="ProcessId">0 when the peer lives in another pid namespace.</param>
/// <param name="User">The effective user.</param>
/// <param name="Group">The effective group.</param>
/// <param name="Groups">The supplementary groups.</param>
internal sealed record PeerCredentials(int ProcessId, uint User, uint Group, IReadOnlyList<uint> Groups)
{
    /// <summary>True when the group is the peer's own or one of its supplementary ones.</summary>
    public bool IsIn(uint? group) => group is { } id && (Group == id || Groups.Contains(id));

    /// <summary>Asks the kernel (SO_PEERCRED, SO_PEERGROUPS; unix(7)).</summary>
    public static PeerCredentials Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(LibC.SOL_SOCKET, LibC.SO_PEERCRED, credentials);
        ReadOnlySpan<int> fields = MemoryMarshal.Cast<byte, int>(credentials);
        return new PeerCredentials(fields[0], (uint)fields[1], (uint)fields[2], GroupsOf(socket));
    }

    private static uint[] GroupsOf(Socket socket)
    {
        // NGROUPS_MAX is 65536; a user in more than 4096 is nobody we could tell apart, and counts as in none of the rest.
        byte[] groups = new byte[4096 * sizeof(uint)];
        try
        {
            int length = socket.GetRawSocketOption(LibC.SOL_SOCKET, LibC.SO_PEERGROUPS, groups);
            return MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, length)).ToArray();
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
