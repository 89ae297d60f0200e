using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lvs.Client.Transport;

namespace Lvs.Client.Ipvsadm;

/// <summary>
/// HTTP/1.1 over a Unix socket, with no more of it than lvsd speaks: one connection, one request after the other. A program that
/// runs for a few milliseconds cannot afford HttpClient, which takes longer to start than all the rest.
/// </summary>
internal sealed class PlainHttp(string path) : IDisposable
{
    private Socket? _socket;

    public void Dispose() => _socket?.Dispose();

    /// <summary>Sends a request and waits for the head of the answer; the body must be read before the next request.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="target">The path, with its query.</param>
    /// <param name="body">JSON; null for no body.</param>
    /// <param name="accept">The media type wanted.</param>
    /// <exception cref="LvsClientException">The director cannot be asked.</exception>
    public PlainResponse Send(string method, string target, ReadOnlyMemory<byte>? body = null, string accept = "application/json")
    {
        _socket ??= Connect();
        string length = body is { } content
            ? $"Content-Type: application/json\r\nContent-Length: {content.Length.ToString(CultureInfo.InvariantCulture)}\r\n"
            : "";
        string head = $"{method} {target} HTTP/1.1\r\nHost: lvsd\r\nAccept: {accept}\r\n{length}\r\n";
        try
        {
            SendAll(Encoding.ASCII.GetBytes(head));
            if (body is { } rest)
                SendAll(rest.Span);
            return PlainResponse.Receive(_socket, path);
        }
        catch (SocketException e)
        {
            throw Lost(path, e.Message, e);
        }
    }

    /// <summary>The conversation broke off.</summary>
    public static LvsClientException Lost(string path, string reason, Exception? inner = null) => new(
        LvsProblemIds.ConnectionLost, path, $"The conversation with the director at '{path}' broke off: {reason}",
        "See whether lvsd is running (systemctl status lvsd, journalctl -u lvsd).", inner);

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket!.Send(bytes, SocketFlags.None)..];
    }

    private Socket Connect()
    {
        UnixDomainSocketEndPoint endPoint = DirectorSocket.EndPoint(path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(endPoint);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw DirectorSocket.Explain(path, e);
        }
    }
}
