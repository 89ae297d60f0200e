using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Whose frame is it?</summary>
public sealed class LinkTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    [RootTheory]
    [InlineData("02:00:00:00:01:03")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("00:00:00:00:00:00")]
    public void A_frame_for_another_passes(string mac)
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        byte[] frame = flow.Request().Build();
        Datapath.Mac(mac).CopyTo(frame, 0);

        Verdict verdict = Path.Run(frame);

        Assert.Equal((XdpAction.Pass, Reason.PassOtherMac), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
    }

    [RootFact]
    public void A_virtual_routers_address_is_the_links_own()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Path.Link(Datapath.Loopback).Bytes("virtual_mac", Datapath.Mac("00:00:5e:00:01:07"));
        byte[] frame = flow.Request().Build();
        Datapath.Mac("00:00:5e:00:01:07").CopyTo(frame, 0);

        Assert.Equal(Reason.ForwardedIn, Path.Run(frame).Reason);
    }

    [RootFact]
    public void An_unknown_link_passes_everything()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Path.Link(Datapath.Loopback).Number("flags", 0);

        Assert.Equal(XdpAction.Pass, Path.Run(flow.Request().Build()).Action);
    }

    [RootTheory]
    [InlineData(0x0806)]
    [InlineData(0x88cc)]
    [InlineData(0x0000)]
    public void What_is_not_ip_passes(ushort type)
    {
        byte[] frame = new byte[60];
        Datapath.Mac(Frame.DirectorMac).CopyTo(frame, 0);
        frame[12] = (byte)(type >> 8);
        frame[13] = (byte)type;

        Assert.Equal((XdpAction.Pass, Reason.PassNotIp), (Path.Run(frame).Action, Path.Run(frame).Reason));
    }

    [RootTheory]
    [InlineData(1, 8)]
    [InlineData(47, 0)]
    public void Echo_and_other_protocols_pass(byte protocol, byte type)
    {
        FrameBuilder frame = Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1");
        byte[] bytes = (protocol == 1 ? frame.Icmp(type) : frame.Protocol(protocol)).Payload(20).Build();

        Assert.Equal(Reason.PassProtocol, Path.Run(bytes).Reason);
    }
}
