using Lvs.Tests;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Programs.Machine;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>What a packet of an established connection takes, counted and not timed: instructions, look-ups, calls. A figure that falls is
/// written down here; one that rises has to be worth it.</summary>
public sealed class InstructionTests
{
    // Link, settings, bucket, connection, server or the link out, counters, profile, reason: all in arrays, and all but the bucket and the
    // connection are lines that every packet uses.
    private const int LookUps = 8;

    // CPU, time, redirect; in a tunnel room for its header too.
    private const int Helpers = 3;

    private static readonly BpfCode Code = new(BpfObjects.Lvs, "xdp");

    [RootTheory]
    [InlineData(Flow.Masquerade, 17, false, 416)]
    [InlineData(Flow.Masquerade, 6, false, 462)]
    [InlineData(Flow.Masquerade, 17, true, 424)]
    [InlineData(Flow.Masquerade, 6, true, 470)]
    [InlineData(Flow.Direct, 17, false, 381)]
    [InlineData(Flow.Direct, 6, false, 432)]
    [InlineData(Flow.Direct, 6, true, 440)]
    [InlineData(Flow.Tunnel, 17, false, 524)]
    [InlineData(Flow.Tunnel, 6, false, 575)]
    [InlineData(Flow.Tunnel, 6, true, 552)]
    public void A_request_takes_no_more(int method, byte protocol, bool v6, int instructions) => ReplyLab.Run(lab =>
    {
        Flow flow = (Flow.Of(method, v6) with { Protocol = protocol }).Enter(lab.Path);
        lab.Path.Server(flow.ServerId).Address("tunnel_source", "10.2.0.1");
        AssertTakes(
            lab, flow.Request().Payload(18).Build(),
            new Effort(instructions, LookUps, method == Flow.Tunnel ? Helpers + 1 : Helpers));
    });

    [RootTheory]
    [InlineData(17, false, 447)]
    [InlineData(6, false, 479)]
    [InlineData(17, true, 460)]
    [InlineData(6, true, 492)]
    public void A_reply_takes_no_more(byte protocol, bool v6, int instructions) => ReplyLab.Run(lab =>
    {
        Flow flow = (Flow.Of(Flow.Masquerade, v6) with { Protocol = protocol }).Enter(lab.Path);
        lab.KeepRoutes(1);
        AssertTakes(lab, flow.Reply().Payload(18).Build(), new Effort(instructions, LookUps, Helpers));
    });

    private static void AssertTakes(ReplyLab lab, byte[] frame, Effort most)
    {
        lab.Path.Run(frame); // corrects the timeout, keeps the way to the client
        Verdict verdict = lab.Path.Run(frame);
        XdpContext context = new(frame, Datapath.Loopback);
        BpfMachine machine = new(Code, new BpfHelpers(lab.Path, Code, context));

        ulong action = machine.Run(context.Pointer);

        Assert.Equal((XdpAction.Redirect, verdict.Action), ((XdpAction)action, verdict.Action));
        Assert.Equal(verdict.Frame, context.Frame);
        Effort effort = machine.Effort;
        Assert.True(effort.Instructions <= most.Instructions, $"{effort} is more than {most}");
        Assert.Equal((most.LookUps, most.Helpers), (effort.LookUps, effort.Helpers));
    }
}
