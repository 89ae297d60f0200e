using System.Net.Sockets;
using System.Text;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Hosting;

public sealed class ManyConnectionsTests
{
    private const int Most = 512;

    [Fact]
    public async Task Clients_without_number_leave_lvsd_the_descriptors_it_needs()
    {
        await using TestServer server = await TestServer.StartAsync();
        List<Socket> clients = [];
        try
        {
            for (int i = 0; i < Most; i++)
            {
                clients.Add(Connect(server.SocketPath));
                Assert.True(Answers(clients[^1]), $"connection {i} got no answer");
            }

            using Socket tooMany = Connect(server.SocketPath);
            Assert.False(Answers(tooMany));
            foreach (Socket client in clients)
                client.Dispose();
            await server.Client.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            foreach (Socket client in clients)
                client.Dispose();
        }
    }

    private static Socket Connect(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static bool Answers(Socket socket)
    {
        try
        {
            socket.Send(Encoding.ASCII.GetBytes("GET /v1/timeouts HTTP/1.1\r\nHost: lvsd\r\n\r\n"));
            return socket.Receive(new byte[4096]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
