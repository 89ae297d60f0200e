using System.Net.Sockets;
using System.Text;

namespace Lvs.Client.Tests.Transport;

/// <summary>Answers every request on a Unix socket with the same bytes, and closes.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _answer;

    public CannedServer(string directory, string answer)
        : this(directory, Encoding.UTF8.GetBytes(answer))
    {
    }

    public CannedServer(string directory, byte[] answer)
    {
        SocketPath = Path.Combine(directory, "s");
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen(16);
        _ = Task.Run(ServeAsync);
    }

    public string SocketPath { get; }

    public List<string> Requests { get; } = [];

    public static string Http(string status, string headers, string body) =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptAsync();
                byte[] buffer = new byte[65536];
                int read = await socket.ReceiveAsync(buffer);
                lock (Requests)
                    Requests.Add(Encoding.UTF8.GetString(buffer, 0, read));
                await socket.SendAsync(_answer);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
