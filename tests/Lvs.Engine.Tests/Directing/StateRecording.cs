using System.Globalization;
using System.Text.RegularExpressions;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>
/// Does what fsm.py did for one recording: drives one connection for each sequence of events with hand-made packets, and notes
/// the table's state after every step.
/// </summary>
internal sealed partial class StateRecording
{
    private const string Client = "10.1.0.50";
    private const string Virtual = "10.3.0.1";

    private static readonly string[] s_tcp =
        ["NONE", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "SYNACK"];

    private static readonly string[] s_sctp =
    [
        "NONE", "INIT1", "INIT", "C-SENT", "C-REPLIED", "C-WAIT", "COOKIE", "C-ECHOED", "ESTABLISHED", "S-SENT", "S-RECEIVED",
        "S-ACK-SENT", "REJECTED", "CLOSED",
    ];

    private static readonly Dictionary<string, byte> s_chunks = new()
    {
        ["DATA"] = 0, ["INIT"] = 1, ["INITACK"] = 2, ["SACK"] = 3, ["HB"] = 4, ["HBACK"] = 5, ["ABORT"] = 6, ["SHUTDOWN"] = 7,
        ["SHUTDOWNACK"] = 8, ["ERROR"] = 9, ["COOKIEECHO"] = 10, ["COOKIEACK"] = 11, ["SHUTDOWNCOMPLETE"] = 14,
    };

    private readonly string _method;
    private readonly bool _isTcp;
    private readonly string[] _settings;

    public StateRecording(string name)
    {
        Match command = CommandLine().Match(File.ReadAllText(Golden.Path(name, "script")));
        Assert.True(command.Success, name);
        _method = command.Groups["mode"].Value switch { "nat" => "-m", "dr" => "-g", _ => "-i" };
        _isTcp = command.Groups["protocol"].Value == "tcp";
        string[] rest = command.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _settings = [.. rest.Where(static word => word.Contains('='))];
        string[] events = command.Groups["events"].Value.Split(',');
        string[] first = rest.FirstOrDefault(static word => word.StartsWith("first:", StringComparison.Ordinal))?[6..].Split(',') ?? events;
        int depth = int.Parse(command.Groups["depth"].Value, CultureInfo.InvariantCulture);
        IEnumerable<string[]> sequences = first.Select(static one => new[] { one });
        for (int step = 1; step < depth; step++)
            sequences = sequences.SelectMany(head => events.Select(next => (string[])[.. head, next]));
        Sequences = [.. sequences];

        string[] lines = File.ReadAllLines(Golden.Path(name, "expected"));
        int end = Array.IndexOf(lines, "sequences");
        ExpectedTransitions =
        [
            .. (end < 0 ? lines : lines[..end])
                .Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];
        ExpectedSequences = end < 0 ? [] : [.. lines[(end + 1)..]];
    }

    public IReadOnlyList<string[]> Sequences { get; }

    /// <summary>STATE EVENT -> STATE TIMEOUT FATE, with <c>rescheduled</c> where another server was seen to be chosen.</summary>
    public IReadOnlyList<string> ExpectedTransitions { get; }

    public IReadOnlyList<string> ExpectedSequences { get; }

    /// <summary>Runs one sequence.</summary>
    /// <param name="sequence">The events.</param>
    /// <param name="transitions">Takes each transition that happens.</param>
    /// <returns>The states after each event, as fsm.py prints them; a star behind those where it was scheduled anew.</returns>
    public string Run(string[] sequence, Action<string> transitions)
    {
        using TestDirector site = new(connections: 16);
        string protocol = _isTcp ? "-t" : "--sctp-service";
        site.Ipvsadm(
            $"-A {protocol} {Virtual}:80 -s rr", $"-a {protocol} {Virtual}:80 -r 10.2.0.11 {_method}",
            $"-a {protocol} {Virtual}:80 -r 10.2.0.12 {_method}");
        site.Director.Apply(_settings.Aggregate(site.Director.Settings, Set));
        site.Tick();
        string server = "10.2.0.11";
        List<string> states = [];
        foreach (string happening in sequence)
        {
            int before = site.Slots.SingleOrDefault();
            string from = before == 0 ? "none" : StateOf(site.Memory[before]);
            uint use = before == 0 ? 0 : site.Memory[before].Generation;
            string fate = Send(site, happening, server);
            int after = site.Slots.SingleOrDefault();
            string to = after == 0 ? "none" : StateOf(site.Memory[after]);
            int timeout = after == 0 ? 0 : (int)Math.Round(Ticks.ToSeconds(site.Memory[after].Timeout));
            bool again = before != 0 && after != 0 && (after, site.Memory[after].Generation) != (before, use);
            transitions($"{from} {happening} -> {to} {Snap(timeout)} {fate}{(again ? " rescheduled" : "")}");
            states.Add(to + (fate == "fwd" ? "" : $"({fate})") + (again ? "*" : ""));
            if (after != 0)
                server = site.Memory[after].Server.ToString();
            site.Wait(0.05);
        }

        return $"{string.Join(' ', sequence)}: {string.Join(' ', states)}";
    }

    // fsm.py tells a timeout from the whole seconds that /proc shows, and took SCTP's odd ones for others.
    private int Snap(int timeout) => (_isTcp, timeout) switch
    {
        (false, 4) => 2,
        (false, 61) => 60,
        _ => timeout,
    };

    private string Send(TestDirector site, string happening, string server)
    {
        bool client = happening[0] == 'c';
        FrameBuilder frame = client ? Frame.Ethernet().Ip(Client, Virtual) : Frame.Ethernet().Ip(server, Client);
        (ushort from, ushort to) = client ? ((ushort)1025, (ushort)80) : ((ushort)80, (ushort)1025);
        string what = happening[1..];
        frame = _isTcp ? frame.Tcp(from, to, what == "0" ? "" : what) : frame.Sctp(from, to, s_chunks[what]).Payload(16);
        site.Receive(frame.Build(), client ? TestNetwork.ClientSide : TestNetwork.ServerSide);
        if (site.Network.Sent is [var (sent, side)])
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(sent, out PacketHeaders headers));
            if (headers.Protocol == IpProtocol.Icmp)
                return "icmp";
            Assert.Equal(client ? TestNetwork.ServerSide : TestNetwork.ClientSide, side);
            return "fwd";
        }

        // What the host's stack does with what is left to it: it forwards the servers' packets and has nobody listening itself.
        Assert.Empty(site.Network.Sent);
        if (site.Network.Delivered.Count == 0)
            return "drop";
        return !client ? "fwd" : !_isTcp ? "icmp" : what.Contains('R') ? "drop" : "rst";
    }

    private string StateOf(in ConnectionSlot slot) => (slot.Protocol == Protocol.Tcp ? s_tcp : s_sctp)[slot.State];

    private static DirectorSettings Set(DirectorSettings settings, string setting) => setting switch
    {
        "conn_reuse_mode=0" => settings with { ConnReuseMode = 0 },
        "secure_tcp=3" => settings with { SecureTcp = DefenceLevel.Always },
        _ => throw new NotSupportedException(setting),
    };

    [GeneratedRegex(@"fsm\.py (?<mode>\w+) (?<protocol>\w+) (?<depth>\d+) (?<events>\S+)(?<rest>.*)")]
    private static partial Regex CommandLine();
}
