using System.Net.Sockets;
using Lvs.Service.Interop;
using Lvs.Service.Options;

namespace Lvs.Service.Hosting;

/// <summary>
/// The Unix socket of the API, bound with its final owner and mode before anybody can connect: Kestrel's own binding would leave
/// a moment in which the mode is the umask's. Bound under a temporary name and renamed, so that whoever sees the path can use it.
/// </summary>
internal sealed class ListeningSocket : IDisposable
{
    private readonly Socket? _socket;
    private readonly string? _path;

    private ListeningSocket(ulong descriptor, Socket? socket, string? path)
    {
        Descriptor = descriptor;
        _socket = socket;
        _path = path;
    }

    /// <summary>The file descriptor for Kestrel to listen on.</summary>
    public ulong Descriptor { get; }

    /// <summary>A socket that systemd bound for us; its file is systemd's.</summary>
    public static ListeningSocket FromSystemd(int descriptor) => new((ulong)descriptor, null, null);

    /// <summary>Binds the path.</summary>
    /// <exception cref="StartupException">Somebody answers there, or the path cannot be used.</exception>
    public static ListeningSocket Bind(string path, AccessPolicy policy)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            RefuseIfInUse(path);
            string temporary = $"{path}.{Environment.ProcessId}";
            File.Delete(temporary);
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Bind(new UnixDomainSocketEndPoint(temporary));
                SetOwner(temporary, policy);
                socket.Listen(512);
                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            return new ListeningSocket((ulong)socket.Handle, socket, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            throw new StartupException(
                $"The socket '{path}' cannot be made: {e.Message}",
                "Name another with --socket (at most 95 bytes), in a directory that lvsd may write to.", e);
        }
    }

    /// <summary>Stops listening and takes the file away.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        if (_path is not null)
            File.Delete(_path);
    }

    private static void RefuseIfInUse(string path)
    {
        if (!File.Exists(path))
            return;
        if ((File.GetAttributes(path) & FileAttributes.Directory) != 0 || !IsSocket(path))
        {
            throw new StartupException(
                $"'{path}' exists and is no socket.", "Name another path with --socket, or take the file away.");
        }

        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return; // stale: its maker is gone, and the rename replaces it
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
        {
            // A full backlog is somebody's, too.
        }

        throw new StartupException(
            $"The socket '{path}' is already in use: another lvsd answers there.",
            "Stop that one first (systemctl stop lvsd), or name another socket with --socket.");
    }

    // .NET reports a socket as a file that is neither regular nor a device; opening it tells (ENXIO).
    private static bool IsSocket(string path)
    {
        FileAttributes attributes = File.GetAttributes(path);
        if ((attributes & FileAttributes.Device) != 0)
            return false;
        try
        {
            using FileStream stream = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void SetOwner(string path, AccessPolicy policy)
    {
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        if (policy.ReadersGroup is not null)
            mode |= UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (policy.GroupId is { } group && LibC.Chown(path, uint.MaxValue, group) != 0)
        {
            throw new StartupException(
                $"The socket '{path}' cannot be given to group '{policy.Group}'.",
                "Run lvsd as root, or configure a group that its user is in.");
        }

        File.SetUnixFileMode(path, mode);
    }
}
