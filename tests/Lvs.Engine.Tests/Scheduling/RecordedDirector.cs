using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>
/// Does the steps of a recording with the rule book and the schedulers alone: a connection is a count at a server, which is all
/// they know of one. Persistence needs templates, and so the whole director.
/// </summary>
internal sealed partial class RecordedDirector
{
    private readonly Dictionary<int, RealServer> _open = [];
    private readonly Dictionary<string, RealServer> _datagrams = [];
    private readonly List<int> _closing = [];

    public RecordedDirector(RecordedCase recording, SchedulingContext? scheduling = null)
    {
        Book = new RuleBook(new RecordingDataPlane(), static _ => false, 10, 100, scheduling);
        foreach (string line in recording.Setup)
        {
            Match match = MarkLine().Match(line);
            Assert.True(match.Success, line);
            ushort port = ushort.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture);
            Book.AddMark(new MarkRule(
                InetAddress.Parse(match.Groups[1].Value),
                byte.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
                match.Groups[3].Value == "tcp" ? Protocol.Tcp : Protocol.Udp,
                port,
                port,
                uint.Parse(match.Groups[5].Value, CultureInfo.InvariantCulture)));
        }

        foreach (string rule in recording.Rules)
            IpvsAdmCommand.Run(Book, rule);
    }

    public RuleBook Book { get; }

    /// <summary>Does one step and returns the chosen server, null when none was, or when the step opens nothing.</summary>
    public string? Do(JsonElement step, string? source)
    {
        switch (step[0].GetString())
        {
            case "open":
                return Open(step[1].GetInt32(), source!, step[3].GetString()!, Protocol.Tcp);
            case "udp":
                return Datagram(source!, step[3].GetString()!);
            case "close":
                _closing.Add(step[1].GetInt32());
                CloseAll();
                return null;
            case "rst":
                Close(step[1].GetInt32());
                return null;
            case "ipvsadm":
                IpvsAdmCommand.Run(Book, step[1].GetString()!);
                CloseAll();
                return null;
            default:
                throw new InvalidOperationException(step.ToString());
        }
    }

    private string? Open(int id, string source, string target, Protocol protocol)
    {
        (VirtualService? service, RealServer? server) = Pick(source, target, protocol);
        Assert.NotNull(service);
        if (server is null)
            return null;
        _open.Add(id, server);

        // Born inactive, the connection turns active with its first packet.
        server.ConnectionAdded(active: false);
        server.ConnectionStateChanged(nowActive: true);
        return Chosen(server, target);
    }

    private string? Datagram(string source, string target)
    {
        string flow = $"{source} {target}";
        if (_datagrams.TryGetValue(flow, out RealServer? known))
            return Chosen(known, target);
        (VirtualService? service, RealServer? server) = Pick(source, target, Protocol.Udp);
        if (server is null)
            return null;
        server.ConnectionAdded(active: false);
        if (service!.Settings.OnePacket)
            server.ConnectionRemoved(wasActive: false);
        else
            _datagrams.Add(flow, server);
        return Chosen(server, target);
    }

    // A FIN to a removed server is dropped, and sent again by the client's TCP until the server is back; a reset is sent once.
    private void CloseAll() => _closing.RemoveAll(Close);

    private bool Close(int id)
    {
        if (!_open.TryGetValue(id, out RealServer? server) || !server.IsAvailable)
            return false;
        _open.Remove(id);
        server.ConnectionStateChanged(nowActive: false);
        return true;
    }

    private (VirtualService? Service, RealServer? Server) Pick(string source, string target, Protocol protocol)
    {
        (InetAddress client, ushort clientPort) = Split(source);
        (InetAddress address, ushort port) = Split(target);
        VirtualService? service = Book.Lookup(protocol, address, port);
        return (service, service?.Scheduler?.Pick(new SchedulingRequest(client, clientPort, address, port, 0)));
    }

    private static string Chosen(RealServer server, string target) =>
        $"{server.Key.Address}:{(server.Key.Port != 0 ? server.Key.Port : Split(target).Port)}";

    private static (InetAddress Address, ushort Port) Split(string text)
    {
        string[] parts = text.Split(':');
        return (InetAddress.Parse(parts[0]), ushort.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"-d (\S+)/(\d+) -p (\w+) --dport (\d+) -j MARK --set-mark (\d+)$")]
    private static partial Regex MarkLine();
}
