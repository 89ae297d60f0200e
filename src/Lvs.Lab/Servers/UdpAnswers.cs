using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Lvs.Lab.Servers;

/// <summary>
/// A real server's UDP service: answers who it is, then the datagram it was sent. A datagram that begins with <c>size N</c> is
/// answered with N bytes. One socket an address, so that an answer leaves from the address that was asked: in direct routing that
/// is the VIP.
/// </summary>
internal sealed class UdpAnswers : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly string _name;

    /// <summary>Binds every address that the node has now, loopback and link-local ones excepted.</summary>
    public UdpAnswers(ServeOptions options)
    {
        _name = options.Name;
        IPAddress[] addresses = [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(device => device.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
            .Distinct()];
        foreach (int port in options.Udp)
            foreach (IPAddress address in addresses)
                _sockets.Add(Bind(new IPEndPoint(address, port)));
    }

    /// <summary>Answers until told to stop.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(_sockets.Select(socket => ServeAsync(socket, cancellation)));

    /// <inheritdoc/>
    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static Socket Bind(IPEndPoint end)
    {
        Socket socket = new(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(end);
        return socket;
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[65536];
        IPEndPoint local = (IPEndPoint)socket.LocalEndPoint!;
        IPEndPoint any = new(local.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(buffer, any, cancellation);
                IPEndPoint client = (IPEndPoint)received.RemoteEndPoint;
                Answer answer = new(_name, Answer.Plain(client.Address, client.Port), local);
                await socket.SendToAsync(Compose(answer, buffer.AsSpan(0, received.ReceivedBytes)), client, cancellation);
            }
            catch (SocketException)
            {
                // An ICMP error about an earlier answer, or one too large to send: the next client is served all the same.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static byte[] Compose(Answer answer, ReadOnlySpan<byte> asked)
    {
        string line = answer + "\n";
        string text = Encoding.ASCII.GetString(asked[..Math.Min(asked.Length, 16)]);
        if (text.StartsWith("size ", StringComparison.Ordinal) && int.TryParse(text.AsSpan(5).Trim(), out int size))
            return Encoding.ASCII.GetBytes((answer.ToString().PadRight(Math.Clamp(size, 1, 60000) - 1)) + "\n");
        return [.. Encoding.ASCII.GetBytes(line), .. asked];
    }
}
