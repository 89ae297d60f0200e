using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Fragments, options, extension headers and lies: what is between our addresses goes up or is dropped, the rest is
/// the host's.</summary>
public sealed class UnusualPacketTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const uint Virtual = 1;
    private const uint Server = 2;

    public static TheoryData<string, string> Unusual => new()
    {
        { "10.1.0.2", "options" },
        { "10.1.0.2", "fragment" },
        { "10.1.0.2", "last fragment" },
        { "fd01::2", "hop-by-hop" },
        { "fd01::2", "destination options" },
        { "fd01::2", "routing" },
        { "fd01::2", "fragment" },
        { "fd01::2", "last fragment" },
    };

    [RootTheory]
    [MemberData(nameof(Unusual))]
    public void To_a_virtual_address_or_from_a_server_it_goes_up(string client, string what)
    {
        bool v6 = client.Contains(':', StringComparison.Ordinal);
        string address = v6 ? "fd03::1" : "10.3.0.1", server = v6 ? "fd02::12" : "10.2.0.12";
        bool fragment = what.Contains("fragment", StringComparison.Ordinal);
        byte[] request = Build(client, address, what), reply = Build(server, client, what), other = Build(client, server, what);
        Reason up = fragment ? Reason.PuntFragment : Reason.PuntOptions, past = fragment ? Reason.PassFragment : Reason.PassOptions;

        Assert.Equal(past, Path.Run(request).Reason);
        Path.PutAddress(address, Virtual);
        Path.PutAddress(server, Server);

        Verdict verdict = Path.Run(request);
        Assert.Equal((XdpAction.Redirect, up), (verdict.Action, verdict.Reason));
        Assert.Equal(request, verdict.Frame);
        Assert.Equal(up, Path.Run(reply).Reason);
        Assert.Equal(past, Path.Run(other).Reason);
        Assert.Equal(past, Path.Run(Build(address, client, what)).Reason);
    }

    [RootFact]
    public void To_a_marked_network_it_goes_up()
    {
        Path.Put("marks4", [16, 0, 0, 0, 10, 9, 0, 0], new byte[Path.Types["lvs_mark_ranges"].Size]);
        Path.Settings.Number("flags", 0x40);

        Assert.Equal(Reason.PuntFragment, Path.Run(Build("10.1.0.2", "10.9.9.9", "fragment")).Reason);
        Assert.Equal(Reason.PassFragment, Path.Run(Build("10.1.0.2", "10.8.9.9", "fragment")).Reason);
    }

    [RootTheory]
    [InlineData(14, 0x44)] // header length 4
    [InlineData(14, 0x65)] // version 6
    [InlineData(14, 0x4f)] // a header longer than the packet
    [InlineData(16, 0x7f)] // a total length beyond the frame
    [InlineData(17, 19)] // a total length within the header
    [InlineData(17, 39)] // a TCP header cut short
    [InlineData(46, 0x40)] // a TCP data offset of 4
    [InlineData(46, 0xf0)] // of 15
    public void A_length_that_lies_is_dropped(int offset, byte value)
    {
        byte[] frame = Flow.V4(Flow.Direct).Enter(Path).Request().Build();
        frame[offset] = value;

        Assert.Equal(XdpAction.Pass, Path.Run(frame).Action);
        Path.PutAddress("10.3.0.1", Virtual);
        Assert.Equal((XdpAction.Drop, Reason.DropMalformed), (Path.Run(frame).Action, Path.Run(frame).Reason));
    }

    [RootTheory]
    [InlineData(14, 0x45)]
    [InlineData(18, 0x7f)]
    [InlineData(19, 19)]
    [InlineData(66, 0x40)]
    public void A_length_that_lies_in_ipv6_is_dropped(int offset, byte value)
    {
        byte[] frame = Flow.V6(Flow.Direct).Enter(Path).Request().Build();
        frame[offset] = value;
        Path.PutAddress("fd03::1", Virtual);

        Assert.Equal((XdpAction.Drop, Reason.DropMalformed), (Path.Run(frame).Action, Path.Run(frame).Reason));
    }

    [RootTheory]
    [InlineData(7)]
    [InlineData(29)]
    public void A_udp_length_that_lies_is_dropped(byte length)
    {
        byte[] frame = (Flow.V4(Flow.Direct) with { Protocol = 17 }).Enter(Path).Request().Payload(20).Build();
        frame[39] = length;
        Path.PutAddress("10.3.0.1", Virtual);

        Assert.Equal(Reason.DropMalformed, Path.Run(frame).Reason);
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_cut_off_anywhere_is_never_forwarded(bool v6)
    {
        Flow flow = Flow.Of(Flow.Masquerade, v6).Enter(Path);
        Path.PutAddress(flow.Virtual, Virtual);
        byte[] frame = flow.Request().Payload(10).Build();

        for (int length = 14; length < frame.Length; length++)
            Assert.Contains(Path.Run(frame[..length]).Reason, new[] { Reason.PassNotIp, Reason.DropMalformed });
    }

    private static byte[] Build(string from, string to, string what)
    {
        FrameBuilder frame = Frame.Ethernet().Ip(from, to);
        _ = what switch
        {
            "options" => frame.Options(1, 1, 1, 0),
            "fragment" => frame.Fragment(0, true),
            "last fragment" => frame.Fragment(1480, false),
            "hop-by-hop" => frame.Extension(0, new byte[8]),
            "routing" => frame.Extension(43, new byte[8]),
            _ => frame.Extension(60, new byte[8]),
        };
        return frame.Udp(40001, 53).Payload(64).Build();
    }
}
