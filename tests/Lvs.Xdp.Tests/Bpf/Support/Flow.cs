using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>A connection as lvsd would have entered it, and the frames that belong to it.</summary>
internal sealed record Flow
{
    internal const int Masquerade = 0;
    internal const int Local = 1;
    internal const int Tunnel = 2;
    internal const int Direct = 3;

    internal int Slot { get; init; } = 5;
    internal int ServerId { get; init; } = 3;
    internal int Method { get; init; } = Masquerade;
    internal byte Protocol { get; init; } = 6;
    internal string Client { get; init; } = "10.1.0.2";
    internal string Virtual { get; init; } = "10.3.0.1";
    internal string Server { get; init; } = "10.2.0.12";
    internal ushort ClientPort { get; init; } = 40001;
    internal ushort VirtualPort { get; init; } = 80;
    internal ushort ServerPort { get; init; } = 8080;
    internal int State { get; init; } = StateTables.Established;
    internal ulong OneSided { get; init; }
    internal byte Flags { get; init; }

    internal static Flow V4(int method) => new() { Method = method };

    internal static Flow V6(int method) => new() { Method = method, Client = "fd01::2", Virtual = "fd03::1", Server = "fd02::12" };

    internal static Flow Of(int method, bool v6) => v6 ? V6(method) : V4(method);

    internal bool IsV6 => Client.Contains(':', StringComparison.Ordinal);

    internal ulong Hash => TupleHash.Of(Datapath.Seed, Client, ClientPort, Virtual, VirtualPort, Protocol);

    private ulong ReplyHash => TupleHash.Of(Datapath.Seed, Server, ServerPort, Client, ClientPort, Protocol);

    /// <summary>A packet from the client.</summary>
    internal FrameBuilder Request(string flags = "A") =>
        WithTransport(Frame.Ethernet().Ip(Client, Virtual), ClientPort, VirtualPort, flags);

    /// <summary>The first packet of the connection.</summary>
    internal FrameBuilder Opening() => Protocol == 132 ? Request().Sctp(ClientPort, VirtualPort) : Request("S");

    /// <summary>A packet from the real server, as it comes in at the director.</summary>
    internal FrameBuilder Reply(string flags = "A") => WithTransport(Frame.Ethernet().Ip(Server, Client), ServerPort, ClientPort, flags);

    /// <summary>Enters the connection into the tables, both ways when it is masqueraded, with a real server that is ready.</summary>
    internal Flow Enter(Datapath path)
    {
        var (from, to) = (InetAddress.Parse(Virtual), InetAddress.Parse(Server));
        bool translated = Method == Masquerade;
        path.Connection(Slot).Address("client", Client).Address("virt", Virtual).Address("server", Server)
            .Port("client_port", ClientPort).Port("virtual_port", VirtualPort).Port("server_port", ServerPort)
            .Number("protocol", Protocol).Number("family", IsV6 ? 6u : 4u).Number("server_family", to.IsV6 ? 6u : 4u)
            .Number("method", (ulong)Method).Number("flags", Flags).Number("state", (uint)State | OneSided)
            .Number("timeout", Protocol == 6 ? StateTables.Timeout(State) : StateTables.Ticks(300)).Number("generation", 7)
            .Number("server_id", (ulong)ServerId).Number("out_server_id", (ulong)ServerId)
            .Number("in_l3_delta", translated ? ChecksumDelta.Network(from, to) : 0u)
            .Number("in_l4_delta", translated ? ChecksumDelta.Transport(from, VirtualPort, to, ServerPort) : 0u)
            .Number("out_l3_delta", translated ? ChecksumDelta.Network(to, from) : 0u)
            .Number("out_l4_delta", translated ? ChecksumDelta.Transport(to, ServerPort, from, VirtualPort) : 0u)
            .Number("kind", 1);
        Hop.Default.Write(path.Server(ServerId)).Address("address", Server).Number("family", to.IsV6 ? 6u : 4u);
        Index(path, Hash, false, 0);
        if (translated)
            Index(path, ReplyHash, true, 1);
        return this;
    }

    private void Index(Datapath path, ulong hash, bool reply, int place) => path.SetEntry(
        TupleHash.FirstBucket(hash, Datapath.Buckets - 1), place, TupleHash.Entry(hash, Slot, reply));

    private FrameBuilder WithTransport(FrameBuilder frame, ushort source, ushort destination, string flags) => Protocol switch
    {
        6 => frame.Tcp(source, destination, flags),
        17 => frame.Udp(source, destination),
        132 => frame.Sctp(source, destination, 0),
        _ => throw new InvalidOperationException($"protocol {Protocol}"),
    };
}
