using System.Net;
using System.Net.Sockets;
using System.Text;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>A table that is full: what is over makes room, what is established stays, what comes then is refused.</summary>
public sealed class TableFullTests
{
    private const int Capacity = 1024;

    /// <summary>So large that the client comes round to ports of connections that are over and still in the table.</summary>
    private const int LargeCapacity = 8192;

    [RootTheory]
    [InlineData("nat")]
    [InlineData("dr")]
    public async Task Connections_that_are_over_make_room(string name)
    {
        Mode mode = Mode.Of(name);
        await using Testbed lab = await StartAsync(mode, LargeCapacity);

        IReadOnlyList<Answer> answers = await lab.Client.FetchTogetherAsync(
            $"http://{mode.At(InetFamily.V4)}/?n=[1-{2 * LargeCapacity}]", 8, CancellationToken.None);
        Assert.Equal(2 * LargeCapacity, answers.Count);
        Assert.InRange((await lab.Director.GetDirectorAsync()).Connections, 1, LargeCapacity);
    }

    [RootFact]
    public async Task Established_connections_stay_and_new_ones_are_refused_until_there_is_room()
    {
        Mode mode = Mode.Of("nat");
        await using Testbed lab = await StartAsync(mode);
        IPEndPoint vip = mode.At(InetFamily.V4);
        List<Socket> open = [];
        try
        {
            List<Socket> refused = [];
            for (int batch = 0; batch < 12; batch++)
                await OpenAsync(lab, vip, 100, open, refused);
            Assert.InRange(open.Count, Capacity - 8, Capacity);
            Assert.Equal(1200 - open.Count, refused.Count);
            refused.ForEach(socket => socket.Dispose());
            Assert.All(open.Where((_, index) => index % 100 == 0), socket => Assert.Contains(" saw ", Ask(socket)));
            LvsTableStatus table = (await lab.Director.GetDirectorAsync()).Tables.Single(table => table.Name == "connections");
            Assert.InRange(table.Used, Capacity - 8, table.Capacity);

            for (int i = 0; i < 50; i++)
                open[i].Dispose();
            open.RemoveRange(0, 50);
            Assert.Equal(20, (await lab.Client.FetchAsync(vip, 20, 100, null, CancellationToken.None)).Count);
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<Testbed> StartAsync(Mode mode, int connections = Capacity)
    {
        Testbed lab = await Testbed.CreateAsync(
            mode.Topology, new TestbedOptions { Connections = connections }, CancellationToken.None);
        await mode.UseAsync(lab, mode.Service(InetFamily.V4, LvsProtocol.Tcp, 80));
        return lab;
    }

    private static async Task OpenAsync(Testbed lab, IPEndPoint target, int count, List<Socket> open, List<Socket> refused)
    {
        Socket[] sockets = lab.Node("client").Run(() => Enumerable.Range(0, count)
            .Select(_ => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp)).ToArray());
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(3));
        bool[] connected = await Task.WhenAll(sockets.Select(async socket =>
        {
            try
            {
                await socket.ConnectAsync(target, limit.Token);
                return true;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                return false;
            }
        }));
        for (int i = 0; i < count; i++)
            (connected[i] ? open : refused).Add(sockets[i]);
    }

    private static string Ask(Socket socket)
    {
        byte[] buffer = new byte[2000];
        socket.ReceiveTimeout = 3000;
        socket.Send("GET / HTTP/1.1\r\nHost: lab\r\n\r\n"u8);
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }
}
