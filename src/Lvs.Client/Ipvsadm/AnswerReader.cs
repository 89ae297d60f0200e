using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Client.Ipvsadm;

/// <summary>
/// Takes the director's answers apart by hand: for the few shapes that ipvsadm needs, setting up the serializer's metadata costs
/// longer than the whole program runs. Unknown fields are left alone, as everywhere in this library.
/// </summary>
internal static class AnswerReader
{
    public static List<LvsVirtualService> Rules(JsonElement rules) => List(rules, "services", Service);

    public static LvsVirtualService Service(JsonElement service) => new()
    {
        Id = Text(service, "id"),
        Protocol = LvsProtocolConverter.Instance.TryParse(Text(service, "protocol"), out LvsProtocol protocol) ? protocol : null,
        Address = Text(service, "address"),
        Port = (int?)Number(service, "port"),
        FirewallMark = Number(service, "firewallMark"),
        AddressFamily = Text(service, "addressFamily") == "ipv6" ? LvsAddressFamily.Ipv6 : LvsAddressFamily.Ipv4,
        Scheduler = Text(service, "scheduler") ?? "",
        SchedulerFlags = List(service, "schedulerFlags", static flag => flag.GetString()!),
        PersistenceTimeout = Number(service, "persistenceTimeout") ?? 0,
        PersistenceMask = Text(service, "persistenceMask"),
        PersistenceEngine = Text(service, "persistenceEngine"),
        OnePacket = service.TryGetProperty("onePacket", out JsonElement onePacket) && onePacket.GetBoolean(),
        RealServers = List(service, "realServers", Server),
    };

    public static LvsStatistics Statistics(JsonElement statistics) => new()
    {
        Services = List(statistics, "services", static service =>
        {
            LvsServiceStatistics counters = new()
            {
                Service = Text(service, "service") ?? "",
                Servers = List(service, "servers", static server =>
                {
                    LvsServerStatistics own = new() { Server = Text(server, "server") ?? "" };
                    ReadCounters(own, server);
                    return own;
                }),
            };
            ReadCounters(counters, service);
            return counters;
        }),
    };

    public static LvsTimeouts Timeouts(JsonElement timeouts) => new()
    {
        Tcp = Number(timeouts, "tcp") ?? 0,
        TcpFin = Number(timeouts, "tcpFin") ?? 0,
        Udp = Number(timeouts, "udp") ?? 0,
    };

    public static List<LvsSyncDaemon> Daemons(JsonElement daemons) => List(daemons, "daemons", static daemon => new LvsSyncDaemon
    {
        Role = Text(daemon, "role") == "backup" ? LvsSyncRole.Backup : LvsSyncRole.Master,
        Interface = Text(daemon, "interface"),
        SyncId = (int)(Number(daemon, "syncId") ?? 0),
        Group = Text(daemon, "group"),
        Port = (int?)Number(daemon, "port"),
        Ttl = (int?)Number(daemon, "ttl"),
        MaximumLength = (int?)Number(daemon, "maximumLength"),
    });

    public static List<LvsRuleStepFailure> Failures(JsonElement result) =>
        List(result, "failures", static failure => new LvsRuleStepFailure
        {
            Step = (int)(Number(failure, "step") ?? 0),
            Problem = Problem(failure.GetProperty("problem")),
        });

    public static LvsProblem Problem(JsonElement problem) => new()
    {
        Type = Text(problem, "type") ?? "about:blank",
        Title = Text(problem, "title") ?? "",
        Status = (int)(Number(problem, "status") ?? 0),
        Detail = Text(problem, "detail") ?? "",
        Value = Text(problem, "value"),
        Remedy = Text(problem, "remedy"),
        Path = Text(problem, "path"),
    };

    /// <summary>How many connections there is room for; 0 when the director does not say.</summary>
    public static long ConnectionCapacity(JsonElement status)
    {
        foreach (JsonElement table in status.GetProperty("tables").EnumerateArray())
        {
            if (Text(table, "name") == "connections")
                return Number(table, "capacity") ?? 0;
        }

        return 0;
    }

    private static LvsRealServer Server(JsonElement server) => new()
    {
        Address = Text(server, "address"),
        Port = (int?)Number(server, "port"),
        ForwardingMethod = Text(server, "forwardingMethod") switch
        {
            "Masquerade" => LvsForwardingMethod.Masquerade,
            "Tunnel" => LvsForwardingMethod.Tunnel,
            "Local" => LvsForwardingMethod.Local,
            _ => LvsForwardingMethod.DirectRouting,
        },
        Weight = (int)(Number(server, "weight") ?? 1),
        UpperThreshold = Number(server, "upperThreshold") ?? 0,
        LowerThreshold = Number(server, "lowerThreshold") ?? 0,
        TunnelType = Text(server, "tunnelType") switch
        {
            "gue" => LvsTunnelType.Gue,
            "gre" => LvsTunnelType.Gre,
            "ipip" => LvsTunnelType.IpIp,
            _ => null,
        },
        TunnelPort = (int?)Number(server, "tunnelPort"),
        TunnelChecksum = Text(server, "tunnelChecksum") switch
        {
            "full" => LvsTunnelChecksum.Full,
            "remote" => LvsTunnelChecksum.Remote,
            _ => LvsTunnelChecksum.None,
        },
        ActiveConnections = (int?)Number(server, "activeConnections"),
        InactiveConnections = (int?)Number(server, "inactiveConnections"),
        PersistentConnections = (int?)Number(server, "persistentConnections"),
    };

    private static void ReadCounters(LvsCounters counters, JsonElement json)
    {
        counters.Conns = Number(json, "conns") ?? 0;
        counters.InPackets = Number(json, "inPackets") ?? 0;
        counters.OutPackets = Number(json, "outPackets") ?? 0;
        counters.InBytes = Number(json, "inBytes") ?? 0;
        counters.OutBytes = Number(json, "outBytes") ?? 0;
        counters.Cps = Number(json, "cps") ?? 0;
        counters.InPps = Number(json, "inPps") ?? 0;
        counters.OutPps = Number(json, "outPps") ?? 0;
        counters.InBps = Number(json, "inBps") ?? 0;
        counters.OutBps = Number(json, "outBps") ?? 0;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : class
    {
        List<T> list = [];
        if (json.TryGetProperty(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement value in values.EnumerateArray())
                list.Add(read(value));
        }

        return list;
    }
}
