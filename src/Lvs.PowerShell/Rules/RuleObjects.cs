using System.Collections;
using Lvs.Client.Json;

namespace LvsPS;

/// <summary>
/// Makes a rule set of whatever comes down the pipeline: services, real servers and firewall marks of this module, or rows that
/// were such before they went through JSON, CSV, Clixml or another machine.
/// </summary>
internal sealed class RuleObjects
{
    private readonly List<LvsVirtualService> _services = [];
    private readonly Dictionary<string, List<LvsRealServer>> _servers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LvsFirewallMark> _marks = [];

    /// <summary>True while nothing was added.</summary>
    public bool IsEmpty => _services.Count == 0 && _marks.Count == 0 && _servers.Count == 0;

    /// <summary>Takes one object in.</summary>
    /// <exception cref="FormatException">It is none of these, or a value in it cannot be; the message names it.</exception>
    public void Add(object input)
    {
        Row row = new(input);
        if (row.Text("Scheduler") is not null || row.Value("RealServers") is not null)
            AddService(row);
        else if (row.Text("Destination") is not null)
            _marks.Add(Mark(row));
        else if (row.Text("Service") is { } service && row.Text("Address") is not null)
            Servers(service).Add(Server(row));
        else
            throw new FormatException($"'{input}' is no virtual service, real server or firewall mark.");
    }

    /// <summary>The rules.</summary>
    /// <exception cref="FormatException">A real server's service is missing.</exception>
    public LvsRules ToRules()
    {
        HashSet<string> known = new(_services.Select(service => service.Key), StringComparer.OrdinalIgnoreCase);
        if (_servers.Keys.FirstOrDefault(service => !known.Contains(service)) is { } missing)
        {
            throw new FormatException(
                $"There are real servers of {missing}, but no such service. Add it to the input, or add the real servers to one "
                + "that is there (Add-LvsRealServer).");
        }

        foreach (LvsVirtualService service in _services)
            service.RealServers = Servers(service.Key);
        return new LvsRules { Services = _services, FirewallMarks = _marks };
    }

    private List<LvsRealServer> Servers(string service)
    {
        if (!_servers.TryGetValue(service, out List<LvsRealServer>? servers))
            _servers.Add(service, servers = []);
        return servers;
    }

    private void AddService(Row row)
    {
        LvsVirtualService service = new()
        {
            Protocol = row.Name("Protocol", LvsProtocolConverter.Instance),
            Address = row.Text("Address"),
            Port = row.Int("Port"),
            FirewallMark = row.Number("FirewallMark"),
            AddressFamily = row.Name("AddressFamily", LvsAddressFamilyConverter.Instance),
            Scheduler = row.Text("Scheduler") ?? "wlc",
            SchedulerFlags = row.Text("SchedulerFlag")?.Split(',', StringSplitOptions.TrimEntries),
            PersistenceTimeout = row.Number("PersistenceTimeout") ?? 0,
            PersistenceMask = row.Text("PersistenceMask"),
            PersistenceEngine = row.Text("PersistenceEngine"),
            OnePacket = row.Flag("OnePacket"),
        };
        LvsTimeouts timeouts = new()
        {
            Tcp = row.Number("TcpTimeout") ?? 0, TcpFin = row.Number("TcpFinTimeout") ?? 0, Udp = row.Number("UdpTimeout") ?? 0,
        };
        service.Timeouts = timeouts is { Tcp: 0, TcpFin: 0, Udp: 0 } ? null : timeouts;
        _services.Add(service);
        List<LvsRealServer> servers = Servers(service.Key);
        switch (row.Value("RealServers"))
        {
            case string text:
                servers.AddRange(RealServerText.ParseAll(text));
                break;
            case IEnumerable list:
                servers.AddRange(list.Cast<object>().SelectMany(item =>
                    (item is PSObject wrapped ? wrapped.BaseObject : item) is string line
                        ? RealServerText.ParseAll(line)
                        : [Server(new Row(item))]));
                break;
            case { } single:
                servers.Add(Server(new Row(single)));
                break;
        }
    }

    private static LvsRealServer Server(Row row) => new()
    {
        Address = row.Text("Address"),
        Port = row.Int("Port"),
        ForwardingMethod = row.Name("ForwardingMethod", LvsForwardingMethodConverter.Instance)
            ?? LvsForwardingMethod.DirectRouting,
        Weight = row.Int("Weight") ?? 1,
        SuspendedWeight = row.Int("SuspendedWeight"),
        UpperThreshold = row.Number("UpperThreshold") ?? 0,
        LowerThreshold = row.Number("LowerThreshold") ?? 0,
        TunnelType = row.Name("TunnelType", LvsTunnelTypeConverter.Instance),
        TunnelPort = row.Int("TunnelPort"),
        TunnelChecksum = row.Name("TunnelChecksum", LvsTunnelChecksumConverter.Instance),
    };

    private static LvsFirewallMark Mark(Row row) => new()
    {
        Mark = row.Number("Mark") ?? throw new FormatException("A firewall mark lacks its Mark."),
        Destination = row.Text("Destination"),
        Protocol = row.Name("Protocol", LvsProtocolConverter.Instance),
        Ports = row.Text("Ports"),
    };
}
