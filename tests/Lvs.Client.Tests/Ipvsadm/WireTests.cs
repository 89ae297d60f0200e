using System.Text.Json;
using Lvs.Client.Ipvsadm;
using Lvs.Client.Json;

namespace Lvs.Client.Tests.Ipvsadm;

/// <summary>What ipvsadm writes and reads by hand is what the serializer writes and reads.</summary>
public sealed class WireTests
{
    private static readonly LvsRealServer Server = new()
    {
        Address = "2001:db8::1", Port = 80, ForwardingMethod = LvsForwardingMethod.Tunnel, Weight = 7, UpperThreshold = 10,
        LowerThreshold = 5, TunnelType = LvsTunnelType.Gue, TunnelPort = 6080, TunnelChecksum = LvsTunnelChecksum.Full,
    };

    private static readonly LvsVirtualService Service = new()
    {
        Protocol = LvsProtocol.Udp, Address = "192.0.2.1", Port = 53, AddressFamily = LvsAddressFamily.Ipv4, Scheduler = "sh",
        SchedulerFlags = ["sh-port", "flag-3"], PersistenceTimeout = 60, PersistenceMask = "255.255.0.0",
        PersistenceEngine = "sip", OnePacket = true,
    };

    [Fact]
    public void Steps_are_understood_by_the_strict_reader()
    {
        LvsRuleStep[] steps =
        [
            new() { Action = LvsRuleAction.Clear },
            new() { Action = LvsRuleAction.AddService, Service = Service },
            new() { Action = LvsRuleAction.EditService, Service = new LvsVirtualService { FirewallMark = uint.MaxValue } },
            new() { Action = LvsRuleAction.AddServer, Service = Service, Server = Server },
            new() { Action = LvsRuleAction.RemoveServer, Service = Service, Server = Server },
        ];
        LvsRuleSteps read = JsonSerializer.Deserialize(RequestWriter.Steps(steps).Span, LvsStrictJson.Default.LvsRuleSteps)!;
        Assert.Equal(steps.Select(step => step.Action), read.Steps.Select(step => step.Action));
        Assert.Equal(Json(Service), Json(read.Steps[1].Service!));
        Assert.Equal(Json(steps[2].Service!), Json(read.Steps[2].Service!));
        Assert.Equal((Service.Key, Server), (read.Steps[3].Service!.Key, read.Steps[3].Server));
        Assert.Equal(new LvsRealServer { Address = Server.Address, Port = Server.Port }, read.Steps[4].Server);
    }

    [Fact]
    public void Rules_are_read_in_full()
    {
        LvsVirtualService full = Service with
        {
            Id = Service.Key,
            RealServers = [Server with { ActiveConnections = 1, InactiveConnections = 2, PersistentConnections = 3 }],
        };
        LvsRules rules = new() { Services = [full] };
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(rules, LvsJson.Default.LvsRules));
        LvsVirtualService read = Assert.Single(AnswerReader.Rules(document.RootElement));
        Assert.Equal(Json(full), Json(read));
    }

    [Fact]
    public void Timeouts_daemons_and_counters_survive()
    {
        LvsTimeouts timeouts = new() { Tcp = 1, TcpFin = 2, Udp = 3 };
        Assert.Equal(
            timeouts, JsonSerializer.Deserialize(RequestWriter.Timeouts(timeouts).Span, LvsStrictJson.Default.LvsTimeouts));
        LvsSyncDaemon daemon = new()
        {
            Role = LvsSyncRole.Backup, Interface = "eth0", SyncId = 5, Group = "ff02::81", Port = 1, Ttl = 2, MaximumLength = 3,
        };
        byte[] written = RequestWriter.Daemons([daemon]).ToArray();
        Assert.Equal([daemon], JsonSerializer.Deserialize(written, LvsStrictJson.Default.LvsSyncDaemons)!.Daemons);
        using JsonDocument daemons = JsonDocument.Parse(written);
        Assert.Equal([daemon], AnswerReader.Daemons(daemons.RootElement));

        LvsServiceStatistics statistics = new()
        {
            Service = "fwm/5", Conns = 1, InPackets = 2, OutPackets = 3, InBytes = 4, OutBytes = 5, Cps = 6, InPps = 7, OutPps = 8,
            InBps = 9, OutBps = 10, Servers = [new LvsServerStatistics { Server = "10.0.0.1:80", Conns = long.MaxValue }],
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            new LvsStatistics { Services = [statistics] }, LvsJson.Default.LvsStatistics);
        using JsonDocument document = JsonDocument.Parse(json);
        LvsStatistics read = AnswerReader.Statistics(document.RootElement);
        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(read, LvsJson.Default.LvsStatistics));
    }

    private static string Json(LvsVirtualService service) => JsonSerializer.Serialize(
        service with { RealServers = service.RealServers ?? [] }, LvsJson.Default.LvsVirtualService);
}
