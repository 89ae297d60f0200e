using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Directing;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>Does the steps of a recording with frames and a whole director, and plays the two ends as sched.py's sockets did.</summary>
internal sealed partial class RecordedTraffic : IDisposable
{
    private readonly Dictionary<int, Talk> _open = [];
    private readonly RecordedCase _recording;

    public RecordedTraffic(RecordedCase recording, SchedulingContext? scheduling = null)
    {
        _recording = recording;
        Site = new TestDirector(scheduling: scheduling);
        Site.Director.Apply(new DirectorSettings { IcmpRateLimit = 0 });
        foreach (string line in recording.Setup)
            SetUp(line);
        Site.Ipvsadm([.. recording.Rules]);
    }

    public TestDirector Site { get; }

    /// <summary>True when the last close did not get through.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Does one step and returns the chosen server, null when none was, or when the step opens nothing.</summary>
    public string? Do(JsonElement step, string? source)
    {
        Site.Tick();
        IsStuck = false;
        switch (step[0].GetString())
        {
            case "open":
                return Open(step[1].GetInt32(), source!, step[3].GetString()!);
            case "udp":
                return Datagram(source!, step[3].GetString()!);
            case "close":
                Close(step[1].GetInt32(), "FA");
                return null;
            case "rst":
                Close(step[1].GetInt32(), "RA");
                return null;
            case "ipvsadm":
                Site.Ipvsadm(step[1].GetString()!);
                return null;
            default:
                throw new InvalidOperationException(step.ToString());
        }
    }

    public void Dispose() => Site.Dispose();

    private string? Open(int id, string source, string target)
    {
        Talk talk = new(Split(source), Split(target));
        if (!FromClient(talk.Request("S")))
            return null;
        talk = talk with { Server = Receiver() };
        Assert.True(FromServer(talk.Reply("SA")));
        Assert.True(FromClient(talk.Request("A")));
        _open.Add(id, talk);
        return $"{talk.Server.Address}:{talk.Server.Port}";
    }

    private string? Datagram(string source, string target)
    {
        Talk talk = new(Split(source), Split(target));
        if (!FromClient(talk.Datagram()))
            return null;
        talk = talk with { Server = Receiver() };
        if (!_recording.Case.TryGetProperty("no_reply", out _))
            Assert.True(FromServer(talk.Answer()));
        return $"{talk.Server.Address}:{talk.Server.Port}";
    }

    // A FIN or reset to a removed server is dropped; then the server gives up, too, and its FIN gets through.
    private void Close(int id, string flags)
    {
        if (!_open.Remove(id, out Talk? talk))
            return;
        IsStuck = !FromClient(talk.Request(flags));
        if (flags[0] == 'R' && !IsStuck)
            return;
        FromServer(talk.Reply("FA"));
        FromClient(talk.Request("A"));
    }

    /// <summary>Sends a frame; false when the director answers with port unreachable or nothing.</summary>
    private bool FromClient(byte[] frame)
    {
        Site.Receive(frame, TestNetwork.ClientSide);
        if (Site.Network.Sent is [{ Interface: TestNetwork.ServerSide }])
            return true;
        if (Site.Network.Sent is [var (answer, side)])
        {
            Assert.Equal(TestNetwork.ClientSide, side);
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(answer, out PacketHeaders headers));
            Assert.Equal((IpProtocol.Icmp, IcmpV4.Unreachable, (byte)3), (headers.Protocol, headers.IcmpType, headers.IcmpCode));
        }

        Assert.Empty(Site.Network.Delivered);
        return false;
    }

    private bool FromServer(byte[] frame)
    {
        Site.Receive(frame, TestNetwork.ServerSide);
        return Site.Network.Sent is [{ Interface: TestNetwork.ClientSide }];
    }

    private (InetAddress Address, ushort Port) Receiver()
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(Site.Network.Sent[0].Frame, out PacketHeaders headers));
        return (headers.Destination, headers.DestinationPort);
    }

    private void SetUp(string line)
    {
        if (line == "sysctl -qw net.ipv4.vs.expire_quiescent_template=1")
        {
            Site.Director.Apply(Site.Director.Settings with { ExpireQuiescentTemplate = true });
            return;
        }

        Match match = MarkLine().Match(line);
        Assert.True(match.Success, line);
        ushort port = ushort.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture);
        Site.Rules.AddMark(new MarkRule(
            InetAddress.Parse(match.Groups[1].Value),
            byte.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
            match.Groups[3].Value == "tcp" ? Protocol.Tcp : Protocol.Udp,
            port,
            port,
            uint.Parse(match.Groups[5].Value, CultureInfo.InvariantCulture)));
    }

    private static (InetAddress Address, ushort Port) Split(string text)
    {
        string[] parts = text.Split(':');
        return (InetAddress.Parse(parts[0]), ushort.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"-d (\S+)/(\d+) -p (\w+) --dport (\d+) -j MARK --set-mark (\d+)$")]
    private static partial Regex MarkLine();

    private sealed record Talk((InetAddress Address, ushort Port) Client, (InetAddress Address, ushort Port) Virtual)
    {
        public (InetAddress Address, ushort Port) Server { get; init; }

        public byte[] Request(string flags) =>
            Frame.Ethernet().Ip($"{Client.Address}", $"{Virtual.Address}").Tcp(Client.Port, Virtual.Port, flags).Build();

        public byte[] Reply(string flags) =>
            Frame.Ethernet().Ip($"{Server.Address}", $"{Client.Address}").Tcp(Server.Port, Client.Port, flags).Build();

        public byte[] Datagram() =>
            Frame.Ethernet().Ip($"{Client.Address}", $"{Virtual.Address}").Udp(Client.Port, Virtual.Port).Payload(1).Build();

        public byte[] Answer() =>
            Frame.Ethernet().Ip($"{Server.Address}", $"{Client.Address}").Udp(Server.Port, Client.Port).Payload(1).Build();
    }
}
