using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>client c0 (10.1.0.2) – d0 director d1 – s0 server (10.2.0.2); 10.9.9.9 is virtual: on the server's lo, and for port 54
/// the director's own. Made and used on one thread.</summary>
internal sealed class TestSite : IDisposable
{
    internal static readonly IPAddress Virtual = IPAddress.Parse("10.9.9.9");
    internal static readonly InetAddress Server = InetAddress.Parse("10.2.0.2");

    /// <param name="bridged">The director receives from the client by a bridge, which has XDP in generic mode only.</param>
    internal TestSite(bool bridged = false)
    {
        Network.Veth("c", "c0", "d", bridged ? "p0" : "d0");
        Network.Veth("d", "d1", "s", "s0");
        if (bridged)
        {
            Network.In("d", "link add d0 type bridge");
            Network.In("d", "link set p0 master d0");
        }

        foreach ((string ns, string device, string address) in new[]
        {
            ("c", "c0", "10.1.0.2/24"), ("d", "d0", "10.1.0.1/24"), ("d", "d1", "10.2.0.1/24"), ("s", "s0", "10.2.0.2/24"),
        })
        {
            Network.In(ns, $"link set {device} up");
            Network.In(ns, $"addr add {address} dev {device}");
        }

        Network.In("s", "addr add 10.9.9.9/32 dev lo");
        Network.In("s", "route add default via 10.2.0.1");
        Network.In("c", "route add 10.9.9.9 via 10.1.0.1");
        Network.Enter("c");
        using (var ethtool = new EthtoolSocket())
            ethtool.Set("c0", EthtoolFeature.TransmitChecksum, false);
        Client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Network.Enter("s");
        ServerSocket = Listen(53);
        using (var ethtool = new EthtoolSocket())
            ethtool.Set("s0", EthtoolFeature.GenericReceive, true); // a veth takes redirected frames only so
        Network.Enter("d");
    }

    internal TestNetwork Network { get; } = new("c", "d", "s");

    internal TestBpffs Bpffs { get; } = new();

    internal Socket Client { get; }

    internal Socket ServerSocket { get; }

    internal ConcurrentQueue<string> Notices { get; } = new();

    internal TestDirector Director { get; private set; } = null!;

    /// <summary>The forwarder's packet memory; null for what it takes by itself.</summary>
    internal int? Chunks { get; init; } = 512;

    /// <summary>Starts a forwarder in the director's namespace, with services at ports 53 to 55 of the virtual address.</summary>
    internal Forwarder Start(params string[] interfaces)
    {
        Network.Enter("d");
        var options = new ForwarderOptions
        {
            DataPlane = DataPlaneTests.Options(Bpffs, servers: 2000),
            Interfaces = interfaces,
            Chunks = Chunks,
            Notify = notice => Notices.Enqueue(notice.Text),
        };
        return Forwarder.Start(options, surroundings =>
        {
            Director = new TestDirector(surroundings, Server);
            foreach (ushort port in new ushort[] { 53, 54, 55 })
                Director.Rules.AddService(ServiceKey.ForAddress(Protocol.Udp, InetAddress.From(Virtual), port), new ServiceSettings());
            return Director;
        });
    }

    internal void Send(int port, string text) => Client.SendTo(System.Text.Encoding.ASCII.GetBytes(text), new IPEndPoint(Virtual, port));

    internal static string Receive(Socket socket)
    {
        byte[] buffer = new byte[2048];
        return System.Text.Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }

    /// <summary>A socket at a port of the virtual address, in the thread's namespace.</summary>
    internal static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(Virtual, port));
        return socket;
    }

    internal static void Eventually(Func<bool> condition, string what = "it")
    {
        for (int i = 0; i < 500; i++)
        {
            if (condition())
                return;
            Thread.Sleep(10);
        }

        Assert.Fail($"{what} did not come true within five seconds");
    }

    public void Dispose()
    {
        Client.Dispose();
        ServerSocket.Dispose();
        Bpffs.Dispose();
        Network.Dispose();
    }
}
