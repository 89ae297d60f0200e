using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>The program on real interfaces, between real sockets: what a test run on single frames cannot show.</summary>
public sealed class LiveTests
{
    private static readonly IPEndPoint Virtual = IPEndPoint.Parse("10.3.0.1:80");

    [RootFact]
    public void A_tcp_connection_is_masqueraded_from_its_syn_to_its_last_fin() => LiveLab.Run(lab =>
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { State = 0 }).Enter(lab.Path);
        lab.Path.Server(flow.ServerId).Number("ifindex", lab.ServerSide);
        byte[] upload = RandomNumberGenerator.GetBytes(3_000_000), download = RandomNumberGenerator.GetBytes(5_000_000);
        using Socket listener = lab.In("server", () => Bound(SocketType.Stream, "10.2.0.12:8080"));
        listener.Listen();
        using Socket client = lab.In("client", () => Bound(SocketType.Stream, "10.1.0.2:40001"));
        Task<byte[]> received = Task.Run(() => Serve(listener, download));

        client.Connect(Virtual);
        Task sending = Task.Run(() =>
        {
            client.Send(upload);
            client.Shutdown(SocketShutdown.Send);
        });
        Assert.Equal(download, ReceiveAll(client));
        Assert.True(sending.Wait(10_000) && received.Wait(10_000), "the server got it all");
        Assert.Equal(upload, received.Result);

        // The last acknowledgements may still be on their way.
        Assert.True(SpinWait.SpinUntil(() => lab.Path.Connection(flow.Slot)["in_packets"] == lab.Path.Count(Reason.ForwardedIn), 2000));
        Row connection = lab.Path.Connection(flow.Slot);
        Assert.Equal((ulong)StateTables.TimeWait, connection["state"]);
        Assert.InRange(connection["in_bytes"], 3_000_000ul, 4_000_000ul);
        Assert.InRange(connection["out_bytes"], 5_000_000ul, 6_000_000ul);
        Assert.Equal(connection["out_packets"], lab.Path.Count(Reason.ForwardedOut));
    });

    [RootFact]
    public void A_datagram_comes_back_from_the_virtual_address() => LiveLab.Run(lab =>
    {
        Flow flow = (Flow.V4(Flow.Masquerade) with { Protocol = 17, State = 0 }).Enter(lab.Path);
        lab.Path.Server(flow.ServerId).Number("ifindex", lab.ServerSide);
        using Socket server = lab.In("server", () => Bound(SocketType.Dgram, "10.2.0.12:8080"));
        using Socket client = lab.In("client", () => Bound(SocketType.Dgram, "10.1.0.2:40001"));
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        byte[] buffer = new byte[2000];

        client.SendTo("hello"u8, Virtual);
        int length = server.ReceiveFrom(buffer, ref from);
        Assert.Equal((5, "10.1.0.2:40001"), (length, from.ToString()));
        server.SendTo(buffer.AsSpan(0, length), from);
        length = client.ReceiveFrom(buffer, ref from);

        Assert.Equal((5, "10.3.0.1:80"), (length, from.ToString()));
    });

    private static byte[] Serve(Socket listener, byte[] answer)
    {
        using Socket accepted = listener.Accept();
        Task sending = Task.Run(() =>
        {
            accepted.Send(answer);
            accepted.Shutdown(SocketShutdown.Send);
        });
        byte[] received = ReceiveAll(accepted);
        sending.Wait(10_000);
        return received;
    }

    private static byte[] ReceiveAll(Socket socket)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[65536];
        for (int length; (length = socket.Receive(buffer)) > 0;)
            all.Write(buffer, 0, length);
        return all.ToArray();
    }

    private static Socket Bound(SocketType type, string endpoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp)
        {
            ReceiveTimeout = 10_000,
            SendTimeout = 10_000,
        };
        socket.Bind(IPEndPoint.Parse(endpoint));
        return socket;
    }
}
