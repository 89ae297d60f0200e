using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;

namespace Lvs.Engine.Tests.Directing;

/// <summary>
/// The recordings' network around a director: clients behind interface 1, real servers on interface 2, known by their networks'
/// first digits. It answers as routes would, and writes down what leaves.
/// </summary>
internal sealed class TestNetwork : INextHops, IFrameSink
{
    public const uint ClientSide = 1;
    public const uint ServerSide = 2;

    private static readonly MacAddress s_clientSide = MacAddress.Parse("02:00:00:00:01:01");
    private static readonly MacAddress s_serverSide = MacAddress.Parse("02:00:00:00:02:01");
    private static readonly MacAddress s_client = MacAddress.Parse("02:00:00:00:01:02");

    private static readonly InetAddress[] s_addresses4 = [InetAddress.Parse("10.1.0.1"), InetAddress.Parse("10.2.0.1")];
    private static readonly InetAddress[] s_addresses6 = [InetAddress.Parse("fd01::1"), InetAddress.Parse("fd02::1")];

    public List<(byte[] Frame, uint Interface)> Sent { get; } = [];

    public List<byte[]> Delivered { get; } = [];

    public List<InetAddress> Held { get; } = [];

    /// <summary>The director's own addresses beside those of its two sides.</summary>
    public HashSet<InetAddress> Own { get; } = [];

    /// <summary>Addresses whose neighbour has not answered.</summary>
    public HashSet<InetAddress> Unresolved { get; } = [];

    public HashSet<InetAddress> Unreachable { get; } = [];

    public ushort ClientMtu { get; set; } = 1500;

    public ushort ServerMtu { get; set; } = 1500;

    /// <summary>False where only counts matter: nothing is written down then.</summary>
    public bool Records { get; set; } = true;

    public long Frames { get; private set; }

    public NextHopState Find(InetAddress destination, out NextHop hop)
    {
        hop = default;
        if (Own.Contains(destination))
            return NextHopState.Local;
        if (Unreachable.Contains(destination))
            return NextHopState.Unreachable;
        bool client = IsClient(destination);
        MacAddress neighbour = client ? s_client : Neighbour(destination);
        hop = new NextHop(
            client ? ClientSide : ServerSide, client ? ClientMtu : ServerMtu, 0, client ? s_clientSide : s_serverSide, neighbour,
            AddressOf(client ? ClientSide : ServerSide, destination.Family), true);
        return Unresolved.Contains(destination) ? NextHopState.Pending : NextHopState.Resolved;
    }

    public bool IsLocal(InetAddress address) => Own.Contains(address);

    public InetAddress AddressOf(uint interfaceIndex, InetFamily family) =>
        (family == InetFamily.V4 ? s_addresses4 : s_addresses6)[interfaceIndex - ClientSide];

    public void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex)
    {
        Frames++;
        if (Records)
            Sent.Add((frame.ToArray(), interfaceIndex));
    }

    public void Deliver(ReadOnlySpan<byte> frame, uint ingressInterface)
    {
        if (Records)
            Delivered.Add(frame.ToArray());
    }

    public void Hold(ReadOnlySpan<byte> frame, uint ingressInterface, InetAddress destination) => Held.Add(destination);

    public void Clear()
    {
        Sent.Clear();
        Delivered.Clear();
        Held.Clear();
    }

    private static bool IsClient(InetAddress address) =>
        address.IsV4 ? address.Word(0) >> 16 == 0x0A01 : address.Word(0) >> 16 == 0xfd01;

    // 10.2.0.11 and fd02::11 have 02:00:00:00:02:11.
    private static MacAddress Neighbour(InetAddress server)
    {
        uint last = server.Word(server.IsV4 ? 0 : 3) & 0xff;
        return new MacAddress(0x020000000200UL | (server.IsV4 ? (last / 10 * 16) + (last % 10) : last)); // by its digits
    }
}
