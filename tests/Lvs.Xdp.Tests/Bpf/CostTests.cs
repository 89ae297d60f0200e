using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>
/// What makes the fast path fast, held without a clock: which cache lines a packet of an established connection writes, that it
/// tells nobody, and what a connection takes; the program's size is held in <see cref="ProgramTests"/>. Times are for tests/Lvs.Benchmarks.
/// </summary>
public sealed class CostTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const int Line = 64;

    public static TheoryData<int, byte, bool> Requests
    {
        get
        {
            TheoryData<int, byte, bool> data = [];
            foreach (int method in new[] { Flow.Masquerade, Flow.Direct })
                foreach (byte protocol in new byte[] { 6, 17 })
                    foreach (bool v6 in new[] { false, true })
                        data.Add(method, protocol, v6);
            return data;
        }
    }

    [RootTheory]
    [MemberData(nameof(Requests))]
    public void A_request_writes_one_line_of_its_connection_and_posts_no_event(int method, byte protocol, bool v6)
    {
        Flow flow = (Flow.Of(method, v6) with { Protocol = protocol }).Enter(Path);
        byte[] frame = flow.Request().Build();
        Path.RunUnobserved(frame); // the first may correct the timeout
        Path.TakeEvents();
        byte[] slot = Path.Slot(flow.Slot), index = Path.Index();

        Path.RunUnobserved(frame);

        Assert.Equal([1], Changed(slot, Path.Slot(flow.Slot)));
        Assert.Equal(index, Path.Index());
        Assert.Empty(Path.TakeEvents());
    }

    [RootFact]
    public void A_tunnelled_request_writes_one_line_of_its_connection()
    {
        Flow flow = Flow.V4(Flow.Tunnel).Enter(Path);
        Path.Server(flow.ServerId).Address("tunnel_source", "10.2.0.1");
        byte[] frame = flow.Request().Payload(10).Build();
        Path.RunUnobserved(frame);
        byte[] slot = Path.Slot(flow.Slot);

        Path.RunUnobserved(frame);

        Assert.Equal([1], Changed(slot, Path.Slot(flow.Slot)));
    }

    [Fact]
    public unsafe void A_connection_takes_less_than_256_bytes_of_all_tables()
    {
        const int connections = 1_000_000;
        TableSizes sizes = TableSizes.For(new DataPlaneOptions { PinDirectory = "/unused", Connections = connections });

        // Beside slot and buckets: what lvsd keeps of a slot, which the engine's MemoryTests measure: free list 4, grace period 8,
        // timer 8, templates 8, counted as active 1.
        const double own = 4 + 8 + 8 + 8 + 1;
        double bytes = (((double)sizes.Capacity * sizeof(ConnectionSlot)) + ((double)sizes.Buckets * Line)) / connections;
        Assert.InRange(bytes + own, 192, 256);
    }

    private static int[] Changed(byte[] before, byte[] after) =>
    [
        .. Enumerable.Range(0, before.Length / Line)
            .Where(line => !before.AsSpan(line * Line, Line).SequenceEqual(after.AsSpan(line * Line, Line))),
    ];
}
