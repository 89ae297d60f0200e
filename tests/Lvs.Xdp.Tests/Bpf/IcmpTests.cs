using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>ICMP errors: which are about packets the director forwarded.</summary>
public sealed class IcmpTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    [RootTheory]
    [InlineData(false, 3, true)]
    [InlineData(false, 4, true)]
    [InlineData(false, 11, true)]
    [InlineData(false, 5, false)]
    [InlineData(false, 12, false)]
    [InlineData(true, 1, true)]
    [InlineData(true, 2, true)]
    [InlineData(true, 3, true)]
    [InlineData(true, 4, true)]
    [InlineData(true, 127, true)]
    [InlineData(true, 128, false)]
    public void A_servers_error_about_what_it_was_sent_goes_up(bool v6, byte type, bool up)
    {
        Flow flow = Flow.Of(Flow.Masquerade, v6).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Client, flow.Server).Tcp(flow.ClientPort, flow.ServerPort).BuildIp();
        byte[] frame = Frame.Ethernet().Ip(flow.Server, flow.Client).Icmp(type).Payload(quoted).Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal(up ? (XdpAction.Redirect, Reason.PuntIcmp) : (XdpAction.Pass, Reason.PassProtocol), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
    }

    [RootTheory]
    [InlineData(Flow.Masquerade, false)]
    [InlineData(Flow.Direct, false)]
    [InlineData(Flow.Tunnel, false)]
    [InlineData(Flow.Masquerade, true)]
    [InlineData(Flow.Direct, true)]
    [InlineData(Flow.Tunnel, true)]
    public void An_error_from_the_clients_side_about_an_answer_goes_up(int method, bool v6)
    {
        Flow flow = Flow.Of(method, v6).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Virtual, flow.Client).Tcp(flow.VirtualPort, flow.ClientPort).BuildIp();

        byte[] frame = Frame.Ethernet().Ip(v6 ? "fd01::1" : "10.1.0.1", flow.Virtual)
            .Icmp((byte)(v6 ? 2 : 3), (byte)(v6 ? 0 : 4), 1280).Payload(quoted).Build();

        Assert.Equal(Reason.PuntIcmp, Path.Run(frame).Reason);
    }

    [RootTheory]
    [InlineData(Flow.Masquerade)]
    [InlineData(Flow.Direct)]
    public void An_error_about_the_clients_own_packet_passes(int method)
    {
        Flow flow = Flow.V4(method).Enter(Path);
        byte[] frame = Frame.Ethernet().Ip("10.2.0.9", flow.Client).Icmp(11).Payload(flow.Request().BuildIp()).Build();

        Assert.Equal((XdpAction.Pass, Reason.PassIcmp), (Path.Run(frame).Action, Path.Run(frame).Reason));
    }

    [RootTheory]
    [InlineData(8)]
    [InlineData(100)]
    public void Eight_quoted_bytes_behind_the_header_suffice(int length)
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Virtual, flow.Client).Tcp(flow.VirtualPort, flow.ClientPort).Payload(200).BuildIp();

        byte[] frame = Frame.Ethernet().Ip("10.1.0.1", flow.Virtual).Icmp(3).Payload(quoted[..(20 + length)]).Build();

        Assert.Equal(Reason.PuntIcmp, Path.Run(frame).Reason);
    }

    [RootFact]
    public void A_quoted_packet_may_have_options()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Virtual, flow.Client).Options(1, 1, 1, 0).Tcp(flow.VirtualPort, flow.ClientPort).BuildIp();

        Assert.Equal(Reason.PuntIcmp, Path.Run(Frame.Ethernet().Ip("10.1.0.1", flow.Virtual).Icmp(3).Payload(quoted).Build()).Reason);
    }

    [RootTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void An_error_from_within_a_tunnel_goes_up(bool inner6, bool outer6)
    {
        Flow flow = (Flow.Of(Flow.Tunnel, inner6) with { Server = outer6 ? "fd02::12" : "10.2.0.12" }).Enter(Path);
        byte[] inner = flow.Request().BuildIp();
        byte innerProtocol = (byte)(inner6 ? 41 : 4);
        var (director, router) = outer6 ? ("fd02::1", "fd02::99") : ("10.2.0.1", "10.2.0.99");
        byte[] greType = inner6 ? [0x86, 0xdd] : [0x08, 0x00];
        byte[][] quotations =
        [
            Frame.Ethernet().Ip(director, flow.Server).Protocol(innerProtocol).Payload(inner).BuildIp(),
            Frame.Ethernet().Ip(director, flow.Server).Protocol(47).Payload([0, 0, .. greType, .. inner]).BuildIp(),
            Frame.Ethernet().Ip(director, flow.Server).Protocol(47).Payload([0x80, 0, .. greType, 0, 0, 0, 0, .. inner]).BuildIp(),
            Frame.Ethernet().Ip(director, flow.Server).Udp(40000, 6080).Payload([0, innerProtocol, 0, 0, .. inner]).BuildIp(),
        ];
        foreach (byte[] quoted in quotations)
        {
            FrameBuilder error = Frame.Ethernet().Ip(router, director).Icmp((byte)(outer6 ? 2 : 3), (byte)(outer6 ? 0 : 4));
            Assert.Equal(Reason.PuntIcmp, Path.Run(error.Payload(quoted).Build()).Reason);
            Assert.Equal(Reason.PassIcmp, Path.Run(error.Payload(quoted[..(outer6 ? 60 : 40)]).Build()).Reason);
        }
    }

    [RootFact]
    public void A_quotation_cut_short_or_of_another_passes()
    {
        Flow flow = Flow.V4(Flow.Masquerade).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Virtual, flow.Client).Tcp(flow.VirtualPort, 999).BuildIp();
        for (int length = 0; length <= quoted.Length; length++)
        {
            byte[] frame = Frame.Ethernet().Ip("10.1.0.1", flow.Virtual).Icmp(3).Payload(quoted[..length]).Build();
            Assert.Equal(Reason.PassIcmp, Path.Run(frame).Reason);
        }
    }

    [RootFact]
    public void Quoted_extension_headers_are_left_to_lvsd_when_an_address_is_ours()
    {
        Flow flow = Flow.V6(Flow.Direct).Enter(Path);
        byte[] quoted = Frame.Ethernet().Ip(flow.Virtual, flow.Client).Extension(60, new byte[8])
            .Tcp(flow.VirtualPort, flow.ClientPort).BuildIp();
        byte[] frame = Frame.Ethernet().Ip("fd01::1", flow.Virtual).Icmp(2).Payload(quoted).Build();
        Assert.Equal(Reason.PassIcmp, Path.Run(frame).Reason);

        Path.PutAddress(flow.Virtual, 1);
        Assert.Equal(Reason.PuntIcmp, Path.Run(frame).Reason);
    }
}
