using System.Text;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>The packets that the recordings' little client and servers (net.py) and their kernels exchanged.</summary>
internal sealed class NetPy(TestDirector site)
{
    // What a SYN of Linux carries with time stamps off: MSS, SACK permitted, window scale.
    private static readonly byte[] s_options = [2, 4, 5, 180, 1, 1, 4, 2, 1, 3, 3, 7];

    /// <summary>Opens a connection, returns who got it.</summary>
    public Talk Open(string host, ushort port, ushort from)
    {
        Talk talk = new(host.Contains(':') ? "fd01::2" : "10.1.0.2", from, host, port, "", 0);
        site.Receive(talk.Client("S", "", s_options), TestNetwork.ClientSide);
        (byte[] sent, uint side) = Assert.Single(site.Network.Sent);
        Assert.Equal(TestNetwork.ServerSide, side);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        talk = talk with { Server = headers.Destination.ToString(), ServerPort = headers.DestinationPort };

        // In direct routing and tunnels the answers pass by.
        talk = talk with { IsMasqueraded = headers.Destination != InetAddress.Parse(host) && headers.Protocol == IpProtocol.Tcp };
        FromServer(talk, "SA", "", s_options);
        FromClient(talk, "A", "");
        return talk;
    }

    public void Ask(Talk talk, string text)
    {
        FromClient(talk, "PA", text);
        FromServer(talk, "A", "");
        FromServer(talk, "PA", $"s1:{text}");
        FromClient(talk, "A", "");
    }

    public void Finish(Talk talk)
    {
        FromClient(talk, "FA", "");
        FromServer(talk, "FA", "");
        FromClient(talk, "A", "");
    }

    public void Reset(Talk talk) => FromClient(talk, "RA", "");

    /// <summary>A datagram and, masqueraded, its answer.</summary>
    public void Datagram(string host, ushort port, ushort from, string text)
    {
        byte[] payload = Encoding.ASCII.GetBytes(text);
        site.Receive(Frame.Ethernet().Ip("10.1.0.2", host).Udp(from, port).Payload(payload).Build(), TestNetwork.ClientSide);
        (byte[] sent, _) = Assert.Single(site.Network.Sent);
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
        if (headers.Destination == InetAddress.Parse(host) || headers.Protocol != IpProtocol.Udp)
            return;
        byte[] answer = [.. "s1:"u8, .. payload];
        site.Receive(
            Frame.Ethernet().Ip(headers.Destination.ToString(), "10.1.0.2").Udp(headers.DestinationPort, from).Payload(answer).Build(),
            TestNetwork.ServerSide);
        Assert.Single(site.Network.Sent);
    }

    /// <summary>A SYN that nobody answers.</summary>
    public void Knock(string host, ushort port, ushort from) =>
        site.Receive(Frame.Ethernet().Ip("10.1.0.2", host).Tcp(from, port, "S", s_options).Build(), TestNetwork.ClientSide);

    private void FromClient(Talk talk, string flags, string text) =>
        site.Receive(talk.Client(flags, text), TestNetwork.ClientSide);

    private void FromServer(Talk talk, string flags, string text, params byte[] options)
    {
        if (!talk.IsMasqueraded)
            return;
        site.Receive(
            Frame.Ethernet().Ip(talk.Server, talk.Address).Tcp(talk.ServerPort, talk.From, flags, options)
                .Payload(Encoding.ASCII.GetBytes(text)).Build(),
            TestNetwork.ServerSide);
    }

    public sealed record Talk(string Address, ushort From, string Host, ushort Port, string Server, ushort ServerPort)
    {
        public bool IsMasqueraded { get; init; }

        public byte[] Client(string flags, string text, params byte[] options) => Frame.Ethernet().Ip(Address, Host)
            .Tcp(From, Port, flags, options).Payload(Encoding.ASCII.GetBytes(text)).Build();
    }
}
