using System.Buffers.Binary;
using System.Net;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Packets of no connection: which go up to lvsd, which are the host's.</summary>
public sealed class FirstPacketTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const int SloppyTcp = 0x01;
    private const int SloppySctp = 0x02;
    private const int FtpFallback = 0x04;

    [RootTheory]
    [InlineData("10.1.0.2", "10.3.0.1")]
    [InlineData("fd01::2", "fd03::1")]
    public void A_syn_to_a_service_goes_up(string client, string address)
    {
        Publish(6, address, 80);
        byte[] frame = Frame.Ethernet().Ip(client, address).Tcp(40001, 80, "S").Build();

        Verdict verdict = Path.Run(frame);

        Assert.Equal((XdpAction.Redirect, Reason.PuntFirst), (verdict.Action, verdict.Reason));
        Assert.Equal(frame, verdict.Frame);
        Assert.Equal(Reason.PassNoService, Path.Run(Frame.Ethernet().Ip(client, address).Tcp(40001, 81, "S").Build()).Reason);
        Assert.Equal(Reason.PassNoService, Path.Run(Frame.Ethernet().Ip(client, address).Udp(40001, 80).Build()).Reason);
        Assert.Equal(Reason.PassNoService, Path.Run(Frame.Ethernet().Ip(address, client).Tcp(40001, 80, "S").Build()).Reason);
    }

    [RootTheory]
    [InlineData("S", 0, true)]
    [InlineData("SA", 0, true)]
    [InlineData("A", 0, false)]
    [InlineData("FA", 0, false)]
    [InlineData("SR", 0, false)]
    [InlineData("", 0, false)]
    [InlineData("A", SloppyTcp, true)]
    [InlineData("", SloppyTcp, true)]
    [InlineData("R", SloppyTcp, false)]
    [InlineData("A", SloppySctp, false)]
    public void Tcp_must_open_a_connection(string flags, int settings, bool up)
    {
        Publish(6, "10.3.0.1", 80);
        Path.Settings.Number("flags", (ulong)settings);

        Verdict verdict = Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Tcp(40001, 80, flags).Build());

        Assert.Equal(
            up ? (XdpAction.Redirect, Reason.PuntFirst) : (XdpAction.Pass, Reason.PassNotOpening),
            (verdict.Action, verdict.Reason));
    }

    [RootTheory]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(2, 0, false)]
    [InlineData(0, SloppySctp, true)]
    public void Sctp_must_open_an_association(byte chunk, int settings, bool up)
    {
        Publish(132, "10.3.0.1", 80);
        Path.Settings.Number("flags", (ulong)settings);

        Verdict verdict = Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Sctp(40001, 80, chunk).Build());

        Assert.Equal(up ? Reason.PuntFirst : Reason.PassNotOpening, verdict.Reason);
    }

    [RootFact]
    public void A_datagram_opens_by_itself()
    {
        Publish(17, "10.3.0.1", 53);

        Assert.Equal(Reason.PuntFirst, Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Udp(40001, 53).Build()).Reason);
    }

    [RootFact]
    public void Port_zero_takes_every_port()
    {
        Publish(6, "10.3.0.1", 0);

        Assert.Equal(Reason.PuntFirst, Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Tcp(40001, 4711, "S").Build()).Reason);
        Assert.Equal(Reason.PassNoService, Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Udp(40001, 4711).Build()).Reason);
    }

    [RootTheory]
    [InlineData(6, 20, FtpFallback, true)]
    [InlineData(6, 1024, FtpFallback, true)]
    [InlineData(6, 1023, FtpFallback, false)]
    [InlineData(6, 1024, 0, false)]
    [InlineData(17, 1024, FtpFallback, false)]
    public void Ftps_data_connections_belong_to_ftp(byte protocol, ushort port, int settings, bool up)
    {
        Publish(6, "10.3.0.1", 21);
        Path.Settings.Number("flags", (ulong)settings);
        FrameBuilder frame = Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1");

        Verdict verdict = Path.Run((protocol == 6 ? frame.Tcp(40001, port, "S") : frame.Udp(40001, port)).Build());

        Assert.Equal(up ? Reason.PuntFirst : Reason.PassNoService, verdict.Reason);
    }

    [RootTheory]
    [InlineData("10.9.8.7", 6, 443, true)]
    [InlineData("10.9.8.7", 6, 444, false)]
    [InlineData("10.9.8.7", 17, 443, false)]
    [InlineData("10.9.8.7", 17, 5000, true)]
    [InlineData("10.10.8.7", 6, 443, false)]
    [InlineData("fd09::7", 6, 443, true)]
    [InlineData("fd0a::7", 6, 443, false)]
    public void A_firewall_mark_takes_what_its_ranges_cover(string to, byte protocol, ushort port, bool up)
    {
        byte[] ranges = Ranges((80, 443, 6), (5000, 5001, 0));
        Path.Put("marks4", [16, 0, 0, 0, 10, 9, 0, 0], ranges);
        Path.Put("marks6", [16, 0, 0, 0, 0xfd, 0x09, .. new byte[14]], ranges);
        string from = to.Contains(':', StringComparison.Ordinal) ? "fd01::2" : "10.1.0.2";
        FrameBuilder frame = Frame.Ethernet().Ip(from, to);
        byte[] bytes = (protocol == 6 ? frame.Tcp(40001, port, "S") : frame.Udp(40001, port)).Build();

        Assert.Equal(Reason.PassNoService, Path.Run(bytes).Reason);
        Path.Settings.Number("flags", 0xc0);
        Assert.Equal(up ? Reason.PuntFirst : Reason.PassNoService, Path.Run(bytes).Reason);
    }

    [RootFact]
    public void With_nobody_there_a_syn_is_dropped_so_that_the_client_tries_again()
    {
        Publish(6, "10.3.0.1", 80);
        Path.Attend(false);

        Verdict verdict = Path.Run(Frame.Ethernet().Ip("10.1.0.2", "10.3.0.1").Tcp(40001, 80, "S").Build());

        Assert.Equal((XdpAction.Drop, Reason.DropUnattended), (verdict.Action, verdict.Reason));
    }

    private byte[] Ranges(params (ushort Low, ushort High, byte Protocol)[] ranges)
    {
        byte[] value = new byte[Path.Types["lvs_mark_ranges"].Size];
        BinaryPrimitives.WriteInt32LittleEndian(value, ranges.Length);
        for (int i = 0; i < ranges.Length; i++)
        {
            Span<byte> place = value.AsSpan(4 + (8 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(place, ranges[i].Low);
            BinaryPrimitives.WriteUInt16LittleEndian(place[2..], ranges[i].High);
            place[4] = ranges[i].Protocol;
        }

        return value;
    }

    private void Publish(byte protocol, string address, ushort port)
    {
        byte[] key = new byte[20];
        IPAddress.Parse(address).GetAddressBytes().CopyTo(key, 0);
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(16), port);
        key[18] = protocol;
        key[19] = (byte)(address.Contains(':', StringComparison.Ordinal) ? 6 : 4);
        Path.Put("services", key, new byte[8]);
    }
}
