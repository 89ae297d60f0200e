using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Tests.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>
/// The recorded traffic through a whole director: every frame that a client or a real server sent comes in, in the order of the
/// recording, and what leaves must be what the kernel sent, byte for byte; then the listing and the statistics are compared.
/// Only what the kernel draws at random is not: the identification of its own IPv4 packets, the flow label of its own IPv6 ones.
/// </summary>
public sealed class CaptureTests
{
    public static TheoryData<string> Cases =>
        [.. Scheduling.RecordedCase.Names("cap-*").Where(static name => name != "cap-persistent")]; // it has no capture

    [Fact]
    public void All_recordings_are_there() => Assert.Equal(17, Scheduling.RecordedCase.Names("cap-*").Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Frames_leave_as_the_kernels_did(string name)
    {
        using TestDirector site = new(connections: 64);
        site.Network.Own.Add(InetAddress.Parse("10.3.0.1"));
        site.Network.Own.Add(InetAddress.Parse("fd03::1"));
        string[] expected = File.ReadAllLines(Golden.Path(name, "expected"));
        site.Ipvsadm([.. Commands(expected)]);
        List<byte[]>[] sent = [[], []];
        double last = 0;
        foreach ((double time, byte[] frame, uint side) in Arrivals(name))
        {
            site.Wait(last == 0 ? 0 : time - last);
            last = time;
            SetMtu(name, site.Network, frame);
            site.Receive(frame, side);
            foreach ((byte[] one, uint to) in site.Network.Sent)
                sent[to - 1].Add(one);
        }

        AssertSame(Departures(name, "client", GoldenFrames.DirectorClientSide), sent[0]);
        AssertSame(Departures(name, "server", GoldenFrames.DirectorServerSide), sent[1]);
        site.Wait(0.6); // the recordings list half a second after the traffic
        if (Section(expected, "$ director: ipvsadm -Lnc").Skip(2) is var entries && expected.Contains("$ director: ipvsadm -Lnc"))
            Listing.AssertShows(site, entries, name);
        if (Section(expected, "$ director: ipvsadm -Ln --stats").Skip(3) is var statistics && statistics.Any())
            Listing.AssertTraffic(site, statistics);
    }

    [Fact]
    public void Persistent_services_are_listed_and_counted_as_the_kernels()
    {
        using TestDirector site = new(connections: 64);
        string[] expected = File.ReadAllLines(Golden.Path("cap-persistent", "expected"));
        site.Ipvsadm([.. Commands(expected)]);
        site.Rules.AddMark(new Engine.Rules.MarkRule(InetAddress.Parse("10.3.0.1"), 32, Protocol.Tcp, 8080, 8080, 5));
        NetPy net = new(site);
        foreach (string line in expected.Where(static line => line.StartsWith("$ client: python3 ./net.py", StringComparison.Ordinal)))
        {
            string[] words = line.Split(' ');
            (string host, ushort port, ushort from) = (words[5], ushort.Parse(words[6]), ushort.Parse(words[7]));
            if (words[4] == "udp")
            {
                net.Datagram(host, port, from, words[8]);
            }
            else
            {
                NetPy.Talk talk = net.Open(host, port, from);
                net.Ask(talk, words[8]);
                net.Finish(talk);
            }

            site.Wait(0.1);
        }

        Listing.AssertShows(site, Section(expected, "$ director: ipvsadm -Lnc").Skip(2), "cap-persistent");
        Listing.AssertTraffic(site, Section(expected, "$ director: ipvsadm -Ln --stats").Skip(3));
    }

    // The recordings' topology made one way narrow, then the other.
    private static void SetMtu(string name, TestNetwork network, byte[] frame)
    {
        if (name != "cap-nat-icmp-frag-needed")
            return;
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        bool first = headers.Protocol == IpProtocol.Udp;
        (network.ServerMtu, network.ClientMtu) = first ? ((ushort)1300, (ushort)1500) : ((ushort)1500, (ushort)1300);
    }

    private static IEnumerable<string> Commands(string[] expected) => expected
        .Where(static line => line.StartsWith("$ director: ipvsadm -", StringComparison.Ordinal))
        .Select(static line => line["$ director: ipvsadm ".Length..])
        .TakeWhile(static command => !command.StartsWith("-L", StringComparison.Ordinal));

    private static IEnumerable<string> Section(string[] lines, string head) => lines
        .SkipWhile(line => line != head).Skip(1).TakeWhile(static line => line.Length > 0 && line[0] is not ('$' or '#' or '='));

    private static IEnumerable<(double Time, byte[] Frame, uint Side)> Arrivals(string name) =>
        Golden.TimedFrames(name, "client").Where(static one => !GoldenFrames.CameFrom(one.Frame, GoldenFrames.DirectorClientSide))
            .Select(static one => (one.Time, one.Frame, TestNetwork.ClientSide))
            .Concat(Golden.TimedFrames(name, "server")
                .Where(static one => !GoldenFrames.CameFrom(one.Frame, GoldenFrames.DirectorServerSide))
                .Select(static one => (one.Time, one.Frame, TestNetwork.ServerSide)))
            .OrderBy(static one => one.Time);

    private static List<byte[]> Departures(string name, string side, string mac) =>
        [.. Golden.Frames(name, side).Where(frame => GoldenFrames.CameFrom(frame, mac) && !IsOfTheHost(frame))];

    /// <summary>What the host's own stack answered: echo replies, resets.</summary>
    private static bool IsOfTheHost(byte[] frame)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        return headers is { Protocol: IpProtocol.Icmp, IcmpType: IcmpV4.EchoReply } || headers.SourcePort == 81;
    }

    private static void AssertSame(List<byte[]> expected, List<byte[]> sent)
    {
        Assert.Equal(expected.Count, sent.Count);
        for (int i = 0; i < sent.Count; i++)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent[i], out PacketHeaders headers));
            byte[] frame = [.. sent[i]];
            if (headers.Protocol is IpProtocol.Icmp or IpProtocol.IPv4)
                TakeIdentification(frame, expected[i], headers);
            if (headers.Protocol == IpProtocol.IcmpV6)
                expected[i].AsSpan(15, 3).CopyTo(frame.AsSpan(15));
            Assert.Equal(Convert.ToHexString(expected[i]), Convert.ToHexString(frame));
        }
    }

    private static void TakeIdentification(byte[] frame, byte[] expected, in PacketHeaders headers)
    {
        Span<byte> header = frame.AsSpan(headers.NetworkOffset, 20);
        Assert.Equal(0, FrameChecksum.Internet(header));
        expected.AsSpan(headers.NetworkOffset + 4, 2).CopyTo(header[4..]);
        header[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], FrameChecksum.Internet(header));
    }
}
