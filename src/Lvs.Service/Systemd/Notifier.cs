using System.Net.Sockets;
using System.Text;

namespace Lvs.Service.Systemd;

/// <summary>sd_notify(3) without libsystemd: datagrams to the socket that systemd names in the environment.</summary>
internal sealed class Notifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _endPoint;

    /// <summary>Creates it.</summary>
    /// <param name="path">NOTIFY_SOCKET: a path, or an abstract name behind '@'; null when nobody wants to know.</param>
    public Notifier(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return;
        _endPoint = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    }

    /// <summary>True when somebody listens.</summary>
    public bool IsActive => _socket is not null;

    /// <summary>Start-up is complete.</summary>
    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    /// <summary>Shutting down has begun.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>Still alive.</summary>
    public void Watchdog() => Send("WATCHDOG=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private void Send(string state)
    {
        if (_socket is null || _endPoint is null)
            return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(state), _endPoint);
        }
        catch (SocketException)
        {
            // Whoever wanted to know has gone away; that must not stop a director.
        }
    }
}
