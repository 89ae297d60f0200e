using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Direct routing and real servers on the director.</summary>
public sealed class DirectRoutingTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_macs_and_ttl_change(bool v6)
    {
        Flow flow = (Flow.Of(Flow.Direct, v6) with { OneSided = StateTables.OneSided }).Enter(Path);
        byte[] frame = flow.Request().Payload(20).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(Reason.ForwardedIn, verdict.Reason);
        Assert.Equal(Expected(flow, frame), verdict.Frame);
        Assert.Equal(frame[(v6 ? 22 : 26)..], verdict.Frame[(v6 ? 22 : 26)..]);
    }

    [RootTheory]
    [InlineData(Flow.Local, 1)]
    [InlineData(Flow.Direct, 3)]
    [InlineData(Flow.Tunnel, 3)]
    public void A_server_on_the_director_gets_the_frame_as_it_is(int method, int serverFlags)
    {
        Flow flow = Flow.V4(method).Enter(Path);
        Path.Server(flow.ServerId).Number("flags", (ulong)serverFlags);
        byte[] frame = flow.Request("FA").Ttl(1).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal((XdpAction.Pass, Reason.DeliveredLocally), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
        Assert.Equal(1ul, Path.Connection(flow.Slot)["in_packets"]);
        Assert.Equal((ulong)StateTables.CloseWait, Path.Connection(flow.Slot)["state"]);
    }
}
