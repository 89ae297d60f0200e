using System.Net;
using System.Net.Sockets;
using Lvs.Client;
using Lvs.Engine.Addressing;

using Lvs.Lab.Processes;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>ICMP: echo, errors that the director sends, errors that it passes on, path MTU discovery.</summary>
[Collection(LabCollection.Name)]
public sealed class IcmpTests(LabPool pool)
{
    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task A_service_without_real_servers_is_refused_with_port_unreachable(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, Empty(mode, family, LvsProtocol.Tcp, 81), Empty(mode, family, LvsProtocol.Udp, 81));
        SocketException tcp = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(lab, mode.At(family, 81)));
        Assert.Equal(SocketError.ConnectionRefused, tcp.SocketErrorCode);
        LabException udp = await Assert.ThrowsAsync<LabException>(
            () => lab.Client.AskAsync(mode.At(family, 81), 1, 100, null, CancellationToken.None));
        Assert.Contains("refused", udp.Message);
    }

    [RootTheory]
    [InlineData(InetFamily.V4)]
    [InlineData(InetFamily.V6)]
    public async Task A_real_servers_port_unreachable_reaches_the_client_that_asked(InetFamily family)
    {
        // The real server has nothing at port 99; its ICMP error quotes its own address, which the client has never heard of.
        Mode mode = Mode.Of("nat");
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Udp, 99));
        LabException refused = await Assert.ThrowsAsync<LabException>(
            () => lab.Client.AskAsync(mode.At(family, 99), 1, 100, null, CancellationToken.None));
        Assert.Contains("refused", refused.Message);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task The_virtual_address_answers_echo(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        using IcmpListener listener = lab.Node("client").Run(() => new IcmpListener(mode.At(family).AddressFamily));
        listener.SendEcho(mode.At(family).Address);
        Assert.True(listener.Hears(IcmpKind.EchoReply, mode.At(family).Address, TimeSpan.FromSeconds(2)), listener.Heard);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Traceroute_sees_the_director(string name, InetFamily family)
    {
        // One hop to the router, where the first TTL ends; the second ends at the director, for the first packet of a connection and
        // for a later one, which XDP would forward.
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Udp, 53));
        IPEndPoint vip = mode.At(family, 53);
        using IcmpListener listener = lab.Node("client").Run(() => new IcmpListener(vip.AddressFamily));
        using Socket socket = lab.Node("client").Run(() => new Socket(vip.AddressFamily, SocketType.Dgram, ProtocolType.Udp));
        socket.Connect(vip);
        SetTtl(socket, 2);
        socket.Send("size 300\n"u8);
        IPAddress? first = listener.SourceOf(IcmpKind.TimeExceeded, TimeSpan.FromSeconds(2));
        Assert.NotNull(first);

        Swallow(socket);
        SetTtl(socket, 64);
        socket.ReceiveTimeout = 3000;
        socket.Send("size 300\n"u8);
        byte[] buffer = new byte[400];
        Assert.Equal(300, socket.Receive(buffer));
        SetTtl(socket, 2);
        socket.Send("size 300\n"u8);
        Assert.Equal(first, listener.SourceOf(IcmpKind.TimeExceeded, TimeSpan.FromSeconds(2)));
        Assert.NotEqual(await RouterOfAsync(lab, family), first);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Uploads_find_the_path_MTU_beyond_the_director(string name, InetFamily family)
    {
        const long length = 5_000_000;
        Mode mode = Mode.Of(name);
        await using Testbed lab = await Testbed.CreateAsync(mode.Topology, new TestbedOptions(), CancellationToken.None);
        foreach (string server in mode.Name == "tun" ? [] : mode.Servers.Select(server => server[family]))
            await lab.Node("director").IpAsync($"route add {server} dev {lab.Topology.DirectorDevices[^1]} mtu 1400");
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        string answer = await lab.Client.UploadAsync($"http://{mode.At(family)}/upload", length, CancellationToken.None);
        Assert.Equal($"{length} {ContentPattern.Digest(length)}", answer);
        CommandResult route = await lab.Node("client").ExecuteAsync(
            ["ip", "route", "get", mode.At(family).Address.ToString()], CancellationToken.None);
        int expected = mode.Name != "tun" ? 1400 : family == InetFamily.V4 ? 1480 : 1460;
        Assert.Contains($"mtu {expected}", route.EnsureSuccess());
    }

    [RootTheory]
    [InlineData(InetFamily.V4)]
    [InlineData(InetFamily.V6)]
    public async Task Downloads_find_the_path_MTU_beyond_the_director(InetFamily family)
    {
        const long length = 5_000_000;
        Mode mode = Mode.Of("nat");
        await using Testbed lab = await Testbed.CreateAsync(mode.Topology, new TestbedOptions(), CancellationToken.None);
        await lab.Node("director").IpAsync("link set eth0 mtu 1400");
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        string digest = await lab.Client.DownloadDigestAsync($"http://{mode.At(family)}/bytes/{length}", CancellationToken.None);
        Assert.Equal(ContentPattern.Digest(length), digest);
    }

    private static LvsVirtualService Empty(Mode mode, InetFamily family, LvsProtocol protocol, int port) =>
        mode.Service(family, protocol, port) with { RealServers = [] };

    private static async Task ConnectAsync(Testbed lab, IPEndPoint target)
    {
        using Socket socket = lab.Node("client").Run(() => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5));
        await socket.ConnectAsync(target, limit.Token);
    }

    private static void SetTtl(Socket socket, int ttl) => socket.SetSocketOption(
        socket.AddressFamily == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP,
        SocketOptionName.IpTimeToLive, ttl);

    // The error that the ICMP message left on the socket.
    private static void Swallow(Socket socket) =>
        _ = socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);

    private static async Task<IPAddress> RouterOfAsync(Testbed lab, InetFamily family)
    {
        CommandResult route = await lab.Node("client").ExecuteAsync(
            ["ip", family == InetFamily.V6 ? "-6" : "-4", "route", "show", "default"], CancellationToken.None);
        return IPAddress.Parse(route.EnsureSuccess().Split(' ')[2]);
    }
}
