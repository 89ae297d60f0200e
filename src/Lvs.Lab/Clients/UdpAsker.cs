using System.Net;
using System.Net.Sockets;
using System.Text;
using Lvs.Lab.Servers;

namespace Lvs.Lab.Clients;

/// <summary>
/// A UDP client that asks from a new port every time, so that every question is a connection to the director. The ports count up: those
/// that the kernel draws repeat within fifty questions once in twenty-five times.
/// </summary>
/// <param name="target">Whom to ask.</param>
internal sealed class UdpAsker(IPEndPoint target)
{
    private const int FirstPort = 10000;
    private const int LastPort = 32000;
    private int _port = Random.Shared.Next(FirstPort, LastPort);

    /// <summary>The address to ask from; null leaves it to the route.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>How many bytes the answer should have.</summary>
    public int Size { get; init; } = 200;

    /// <summary>How many datagrams to send from one port, each after the answer to the one before.</summary>
    public int Datagrams { get; init; } = 1;

    /// <summary>How long to wait for all answers of a connection.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Asks from one port, in the network namespace of the calling thread.</summary>
    /// <exception cref="LabException">No answer, an ICMP error in its place, or answers of two servers in one connection.</exception>
    public async Task<Answer> AskAsync(CancellationToken cancellation = default)
    {
        // The socket takes the calling thread's namespace when it is made, before anything is awaited.
        using Socket socket = Open();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        byte[] buffer = new byte[65536];
        try
        {
            Answer answer = await ExchangeAsync(socket, buffer, limit.Token);
            for (int i = 1; i < Datagrams; i++)
            {
                Answer next = await ExchangeAsync(socket, buffer, limit.Token);
                if (next != answer)
                    throw new LabException($"Two answers in one connection: '{answer}', then '{next}'.");
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LabException($"No UDP answer from {target} within {Patience.TotalSeconds} s.");
        }
        catch (SocketException e)
        {
            throw new LabException($"No UDP answer from {target}: {e.Message}.");
        }
    }

    private async Task<Answer> ExchangeAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"size {Size}\n"), cancellation);
        int length = await socket.ReceiveAsync(buffer, cancellation);
        return Answer.Parse(Encoding.ASCII.GetString(buffer, 0, length).TrimEnd());
    }

    private Socket Open()
    {
        Socket socket = new(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            BindToNextPort(socket);
            socket.Connect(target);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LabException($"{target} cannot be asked over UDP: {e.Message}.");
        }
    }

    private void BindToNextPort(Socket socket)
    {
        IPAddress source = Source ?? (target.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any);
        for (int attempt = 0; ; attempt++)
        {
            _port = _port < LastPort ? _port + 1 : FirstPort;
            try
            {
                socket.Bind(new IPEndPoint(source, _port));
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 1000)
            {
                // Somebody else's; the next one then.
            }
        }
    }
}
