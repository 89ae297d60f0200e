using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lvs.Client.Json;

namespace Lvs.Client.Formats.Keepalived;

/// <summary>One virtual_server block: everything but its identity, which a group may multiply.</summary>
internal sealed class KeepalivedServer
{
    // keepalived's defaults: wlc, NAT, TCP; persistence without a number is six minutes (IPVS_SVC_PERSISTENT_TIMEOUT).
    private const long DefaultPersistence = 360;

    private readonly string _file;
    private readonly List<RuleFileWarning> _warnings;
    private readonly LvsVirtualService _template = new() { Protocol = LvsProtocol.Tcp };
    private readonly List<LvsRealServer> _servers = [];
    private readonly List<string> _flags = [];
    private readonly KeepalivedForwarding _forwarding = new(LvsForwardingMethod.Masquerade);
    private LvsAddressFamily? _family;

    /// <summary>Reads the block.</summary>
    public KeepalivedServer(string file, List<RuleFileWarning> warnings, KeepalivedStatement block)
    {
        _file = file;
        _warnings = warnings;

        // What the block says as a whole comes first: a real server takes its method from it wherever that stands.
        foreach (KeepalivedStatement statement in block.Block!)
        {
            if (statement.Keyword != "real_server")
                Set(statement);
        }

        foreach (KeepalivedStatement statement in block.Block!)
        {
            if (statement.Keyword != "real_server")
                continue;
            _servers.Add(KeepalivedRealServer.Read(file, warnings, statement, _forwarding));
            ServerLines.Add(statement.Line);
        }

        WarnOfChecks(block);
    }

    /// <summary>The lines of the real servers, in their order.</summary>
    public List<long> ServerLines { get; } = [];

    /// <summary>The rule of one identity.</summary>
    /// <param name="where">Where that stands.</param>
    /// <param name="words">ADDRESS and PORT, or fwmark and a number.</param>
    public LvsVirtualService Service(KeepalivedStatement where, string[] words)
    {
        LvsVirtualService service = _template with
        {
            SchedulerFlags = _flags.Count > 0 ? [.. _flags] : null,
            RealServers = [.. _servers.Select(server => server with { })],
        };
        if (words is ["fwmark", string mark, ..])
        {
            return service with
            {
                Protocol = null,
                FirewallMark = Number(where, mark, 1, uint.MaxValue, "firewall mark"),
                AddressFamily = _family ?? FamilyOfServers(),
            };
        }

        return service with
        {
            Address = KeepalivedValues.Address(_file, where, words.Length > 0 ? words[0] : ""),
            Port = words.Length > 1 ? (int)Number(where, words[1], 0, 65535, "port") : 0,
        };
    }

    private void Set(KeepalivedStatement statement)
    {
        string value = statement.Words.Length > 1 ? statement.Words[1] : "";
        switch (statement.Keyword)
        {
            case "lb_algo" or "lvs_sched":
                _template.Scheduler = KeepalivedValues.Required(_file, statement);
                break;
            case "lb_kind" or "lvs_method":
                _forwarding.Set(_file, statement);
                break;
            case "protocol":
                _template.Protocol = LvsProtocolConverter.Instance.TryParse(value, out LvsProtocol protocol)
                    && protocol != LvsProtocol.Ip
                    ? protocol
                    : throw KeepalivedValues.Refuse(_file, statement, value, "protocol", "Write TCP, UDP or SCTP.");
                break;
            case "persistence_timeout":
                _template.PersistenceTimeout =
                    value.Length == 0 ? DefaultPersistence : Number(statement, value, 1, 31_535_999, "persistence timeout");
                break;
            case "persistence_granularity":
                _template.PersistenceMask = KeepalivedValues.Required(_file, statement);
                if (_template.PersistenceTimeout == 0)
                    _template.PersistenceTimeout = DefaultPersistence;
                break;
            case "persistence_engine":
                _template.PersistenceEngine = KeepalivedValues.Required(_file, statement);
                break;
            case "ops":
                _template.OnePacket = true;
                break;
            case "sh-port" or "sh-fallback" or "mh-port" or "mh-fallback" or "flag-1" or "flag-2" or "flag-3":
                _flags.Add(statement.Keyword);
                break;
            case "ip_family":
                _family = value switch
                {
                    "inet" => LvsAddressFamily.Ipv4,
                    "inet6" => LvsAddressFamily.Ipv6,
                    _ => throw KeepalivedValues.Refuse(_file, statement, value, "address family", "Write inet or inet6."),
                };
                break;
            case "sorry_server":
                _warnings.Add(new RuleFileWarning(
                    statement.Line, $"'{statement.Text}' is left out: a sorry server takes over only when every other is down, "
                    + "which needs health checks."));
                break;
            default:
                KeepalivedValues.RequireKnown(_file, statement, KeepalivedValues.BesidesRules);
                break;
        }
    }

    private LvsAddressFamily? FamilyOfServers() =>
        _servers.Count > 0 && _servers.TrueForAll(server =>
            IPAddress.Parse(server.Address!).AddressFamily == AddressFamily.InterNetworkV6)
            ? LvsAddressFamily.Ipv6
            : null;

    private void WarnOfChecks(KeepalivedStatement block)
    {
        string[] checks = [.. block.Block!.Where(statement => statement.Block is not null)
            .SelectMany(statement => statement.Block!)
            .Where(statement => KeepalivedValues.IsCheck(statement.Keyword)).Select(statement => statement.Keyword).Distinct()];
        if (checks.Length > 0)
        {
            string names = string.Join(", ", checks);
            _warnings.Add(new RuleFileWarning(
                block.Line,
                $"The health checks of '{block.Text}' ({names}) are left out: every real server is taken as healthy."));
        }
    }

    private long Number(KeepalivedStatement where, string text, long minimum, long maximum, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= minimum
            && number <= maximum
            ? number
            : throw KeepalivedValues.Refuse(_file, where, text, what, $"Write a number from {minimum} to {maximum}.");
}
