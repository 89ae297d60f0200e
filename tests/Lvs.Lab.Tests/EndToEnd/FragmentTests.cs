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

/// <summary>Datagrams larger than the wire: their fragments follow the first one, both ways.</summary>
[Collection(LabCollection.Name)]
public sealed class FragmentTests(LabPool pool)
{
    public static TheoryData<string, InetFamily, int> Sizes()
    {
        TheoryData<string, InetFamily, int> data = [];
        foreach (string mode in new[] { "nat", "dr" })
        {
            foreach (InetFamily family in new[] { InetFamily.V4, InetFamily.V6 })
            {
                data.Add(mode, family, 1600);
                data.Add(mode, family, 4000);
                data.Add(mode, family, 20000);
            }
        }

        return data;
    }

    [RootTheory]
    [MemberData(nameof(Sizes))]
    public async Task A_large_datagram_is_echoed_whole(string name, InetFamily family, int size)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Udp, 53));
        byte[] payload = [.. "echo "u8, .. ContentPattern.Slice(0, size - 5).Span];
        for (int round = 0; round < 3; round++)
            Exchange(lab, mode.At(family, 53), payload);
    }

    [RootTheory]
    [InlineData(InetFamily.V4)]
    [InlineData(InetFamily.V6)]
    public async Task A_large_datagram_of_a_known_connection_is_echoed_whole(InetFamily family)
    {
        Mode mode = Mode.Of("nat");
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Udp, 53));
        using Socket socket = Connect(lab, mode.At(family, 53));
        Assert.StartsWith("rs", Ask(socket, "hello"u8.ToArray()));
        byte[] payload = [.. "echo "u8, .. ContentPattern.Slice(0, 5000).Span];
        for (int round = 0; round < 3; round++)
            Assert.EndsWith(Encoding.Latin1.GetString(payload), Ask(socket, payload));
    }

    private static void Exchange(Testbed lab, IPEndPoint target, byte[] payload)
    {
        using Socket socket = Connect(lab, target);
        string answer = Ask(socket, payload);
        Assert.StartsWith("rs", answer);
        Assert.Equal(Encoding.Latin1.GetString(payload), answer[(answer.IndexOf('\n') + 1)..]);
    }

    private static Socket Connect(Testbed lab, IPEndPoint target)
    {
        Socket socket = lab.Node("client").Run(() => new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp));
        socket.ReceiveTimeout = 3000;

        // Without it Linux sends datagrams with DF and refuses the large ones; traffic control of the test is what matters here.
        if (target.AddressFamily == AddressFamily.InterNetwork)
            socket.DontFragment = false;
        socket.Connect(target);
        return socket;
    }

    private static string Ask(Socket socket, byte[] payload)
    {
        byte[] buffer = new byte[65536];
        socket.Send(payload);
        return Encoding.Latin1.GetString(buffer, 0, socket.Receive(buffer));
    }
}
