using Lvs.Engine;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>
/// The director over the tables of a loaded XDP program, with one service and one real server: what either makes of a frame can be
/// held against the other. The connection is one that the director itself entered, from a first packet.
/// </summary>
internal sealed unsafe class Twin : INextHops, IFrameSink, IDataPlane
{
    private readonly ReplyLab _lab;
    private readonly NextHop _serverHop;
    private readonly Director _director;
    private readonly ConnectionSlot* _slots;
    private readonly ProfileSlot* _profiles;
    private readonly byte[] _storage = new byte[4096];
    private readonly List<byte[]> _sent = [];

    internal Twin(ReplyLab lab, Flow flow, TunnelOptions tunnel)
    {
        lab.Path.Reset();
        lab.WriteLink();
        lab.KeepRoutes(1);
        _lab = lab;
        Flow = flow;
        Tunnel = tunnel;
        Datapath path = lab.Path;
        bool outer6 = flow.Server.Contains(':', StringComparison.Ordinal);
        string local = outer6 ? "fd02::1" : "10.2.0.1";
        _serverHop = Hop.Reference(0) with { LocalAddress = InetAddress.Parse(local) };
        _slots = (ConnectionSlot*)path.Memory("connections");
        _profiles = (ProfileSlot*)path.Memory("profiles");
        SharedTables tables = new(
            _slots, (uint*)path.Memory("index"), (ServerSlot*)path.Memory("servers"), (CounterSlot*)path.Memory("counters"),
            _profiles, (SettingsSlot*)path.Memory("settings"), (LedgerSlot*)path.Memory("ledgers"));
        _director = new Director(tables, this, this, this, 0);
        var service = ServiceKey.ForAddress((Protocol)flow.Protocol, InetAddress.Parse(flow.Virtual), flow.VirtualPort);
        _director.Rules.AddService(service, new ServiceSettings { Scheduler = "rr" });
        ForwardingMethod method = (ForwardingMethod)flow.Method;
        RealServer server = _director.Rules.AddServer(
            service, new ServerKey(InetAddress.Parse(flow.Server), flow.ServerPort),
            new ServerSettings { Method = method, Tunnel = tunnel });
        Hop.Default.Write(path.Server(server.Id)).Address("address", flow.Server).Number("family", outer6 ? 6u : 4u)
            .Number("tunnel_type", (ulong)tunnel.Type).Number("tunnel_checksum", (ulong)tunnel.Checksum)
            .Port("tunnel_port", tunnel.Port).Address("tunnel_source", local);
        _director.Adopt(0);
        Decide(flow.Opening().Build());
        Assert.Equal(1, _director.ConnectionCount);
        Slot = Enumerable.Range(1, 62).Single(slot => _slots[slot].Kind == SlotKind.Connection);
    }

    internal Flow Flow { get; }

    /// <summary>How the real server's packets are wrapped, if they are.</summary>
    internal TunnelOptions Tunnel { get; }

    /// <summary>Where the connection is.</summary>
    internal int Slot { get; }

    /// <summary>The connection.</summary>
    internal ref ConnectionSlot Connection => ref _slots[Slot];

    /// <summary>The timeout of a state, in ticks.</summary>
    internal uint TimeoutOf(in ConnectionSlot connection) => connection.ProtocolNumber switch
    {
        6 => _profiles->TcpTimeout[connection.State],
        132 => _profiles->SctpTimeout[connection.State],
        _ => _profiles->UdpTimeout,
    };

    /// <summary>What the director sends when it gets a frame.</summary>
    internal IReadOnlyList<byte[]> Decide(byte[] frame)
    {
        _sent.Clear();
        frame.CopyTo(_storage, 256);
        _director.Process(_storage, 256, frame.Length, Datapath.Loopback, 1);
        return _sent;
    }

    /// <inheritdoc/>
    public NextHopState Find(InetAddress destination, out NextHop hop)
    {
        hop = destination == InetAddress.Parse(Flow.Client) ? _lab.ClientHop(0) : _serverHop;
        return NextHopState.Resolved;
    }

    /// <inheritdoc/>
    public bool IsLocal(InetAddress address) => false;

    /// <inheritdoc/>
    public InetAddress AddressOf(uint interfaceIndex, InetFamily family) =>
        InetAddress.Parse(family == InetFamily.V4 ? "10.2.0.1" : "fd02::1");

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex) => _sent.Add(frame.ToArray());

    /// <inheritdoc/>
    public void Deliver(ReadOnlySpan<byte> frame, uint ingressInterface) => _sent.Add([]);

    /// <inheritdoc/>
    public void Hold(ReadOnlySpan<byte> frame, uint ingressInterface, InetAddress destination) =>
        throw new InvalidOperationException("every next hop is known here");

    /// <inheritdoc/>
    public void ServicePublished(VirtualService service)
    {
    }

    /// <inheritdoc/>
    public void ServiceWithdrawn(VirtualService service)
    {
    }

    /// <inheritdoc/>
    public void ServerPublished(RealServer server)
    {
    }

    /// <inheritdoc/>
    public void ServerWithdrawn(RealServer server)
    {
    }

    /// <inheritdoc/>
    public void ServerForgotten(RealServer server)
    {
    }

    /// <inheritdoc/>
    public void MarksChanged(IReadOnlyList<MarkRule> rules)
    {
    }
}
