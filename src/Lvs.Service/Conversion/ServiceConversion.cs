using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Virtual services between the contract and the engine.</summary>
internal static class ServiceConversion
{
    /// <summary>The key a body spells.</summary>
    public static ServiceKey Key(LvsVirtualService service, string path = "$")
    {
        if (service.FirewallMark is { } mark)
        {
            if (service.Protocol is not null || service.Address is not null || service.Port is not null)
            {
                throw Problem.Rule(
                    RuleError.InvalidFirewallMark, Values.Text(mark),
                    $"A service of firewall mark {mark} has no protocol, address or port of its own.",
                    "Leave them out, or leave the mark out.", path);
            }

            InetFamily family = service.AddressFamily == LvsAddressFamily.Ipv6 ? InetFamily.V6 : InetFamily.V4;
            return ServiceKey.ForMark(Values.Mark(mark, $"{path}.firewallMark"), family);
        }

        if (service.Protocol is not { } protocol)
            throw Values.Missing("protocol", $"{path}.protocol");
        InetAddress address = Values.Address(service.Address, $"{path}.address");
        CheckFamily(service.AddressFamily, address, path);
        return ServiceKey.ForAddress(
            ProtocolConversion.ToEngine(protocol, $"{path}.protocol"), address, Values.Port(service.Port, $"{path}.port"));
    }

    /// <summary>The settings a body spells.</summary>
    public static ServiceSettings Settings(ServiceKey key, LvsVirtualService service, string path = "$")
    {
        return new ServiceSettings
        {
            Scheduler = service.Scheduler ?? "wlc",
            SchedulerFlags = SchedulerFlagNames.Parse(
                service.SchedulerFlags, service.Scheduler ?? "wlc", $"{path}.schedulerFlags"),
            PersistenceTimeout = Values.PersistenceTimeout(service.PersistenceTimeout, $"{path}.persistenceTimeout"),
            PersistenceMask = PersistenceMask.Parse(service.PersistenceMask, key.Family, $"{path}.persistenceMask"),
            PersistenceEngine = Engine(service.PersistenceEngine),
            OnePacket = service.OnePacket,
            Timeouts = Timeouts(service.Timeouts, $"{path}.timeouts"),
        };
    }

    /// <summary>The settings there are with what the patch changes.</summary>
    public static ServiceSettings Patch(ServiceKey key, ServiceSettings settings, LvsServicePatch patch)
    {
        string scheduler = patch.Scheduler ?? settings.Scheduler;
        return settings with
        {
            Scheduler = scheduler,
            SchedulerFlags = patch.SchedulerFlags is null
                ? KeptFlags(settings, scheduler)
                : SchedulerFlagNames.Parse(patch.SchedulerFlags, scheduler, "$.schedulerFlags"),
            PersistenceTimeout = patch.PersistenceTimeout is { } seconds
                ? Values.PersistenceTimeout(seconds, "$.persistenceTimeout")
                : settings.PersistenceTimeout,
            PersistenceMask = patch.PersistenceMask is null
                ? settings.PersistenceMask
                : PersistenceMask.Parse(patch.PersistenceMask, key.Family, "$.persistenceMask"),
            PersistenceEngine = patch.PersistenceEngine is null ? settings.PersistenceEngine : Engine(patch.PersistenceEngine),
            OnePacket = patch.OnePacket ?? settings.OnePacket,
            Timeouts = patch.Timeouts is null ? settings.Timeouts : Timeouts(patch.Timeouts, "$.timeouts"),
        };
    }

    /// <summary>A body with all that is known.</summary>
    public static LvsVirtualService ToContract(ServiceView view)
    {
        ServiceSettings settings = view.Settings;
        ServiceKey key = view.Key;
        return new LvsVirtualService
        {
            Id = key.ToString(),
            Protocol = key.IsFirewallMark ? null : ProtocolConversion.ToContract(key.Protocol),
            Address = key.IsFirewallMark ? null : key.Address.ToString(),
            Port = key.IsFirewallMark ? null : key.Port,
            FirewallMark = key.IsFirewallMark ? key.FirewallMark : null,
            AddressFamily = key.Family == InetFamily.V6 ? LvsAddressFamily.Ipv6 : LvsAddressFamily.Ipv4,
            Scheduler = settings.Scheduler,
            SchedulerFlags = SchedulerFlagNames.Format(settings.SchedulerFlags, settings.Scheduler),
            PersistenceTimeout = settings.PersistenceTimeout,
            PersistenceMask = PersistenceMask.Format(settings.PersistenceMask),
            PersistenceEngine = settings.PersistenceEngine,
            OnePacket = settings.OnePacket,
            Timeouts = settings.Timeouts is { } own
                ? new LvsTimeouts { Tcp = own.Tcp, TcpFin = own.TcpFin, Udp = own.Udp }
                : null,
            RealServers = [.. view.Servers.Select(ServerConversion.ToContract)],
        };
    }

    // Flags are bits that each scheduler has for its own: another one would take sh-port for something else.
    private static SchedulerFlags KeptFlags(ServiceSettings settings, string scheduler) =>
        scheduler == settings.Scheduler ? settings.SchedulerFlags : SchedulerFlags.None;

    private static string? Engine(string? name) => name is null or "" or "none" ? null : name;

    private static ServiceTimeouts? Timeouts(LvsTimeouts? timeouts, string path)
    {
        if (timeouts is null or { Tcp: 0, TcpFin: 0, Udp: 0 })
            return null;
        return new ServiceTimeouts(
            Values.Timeout(timeouts.Tcp, $"{path}.tcp"), Values.Timeout(timeouts.TcpFin, $"{path}.tcpFin"),
            Values.Timeout(timeouts.Udp, $"{path}.udp"));
    }

    private static void CheckFamily(LvsAddressFamily? family, InetAddress address, string path)
    {
        if (family is not { } given || given == LvsAddressFamily.Ipv6 == address.IsV6)
            return;
        throw Problem.Rule(
            RuleError.FamilyMismatch, address.ToString(),
            $"{address} is no {(given == LvsAddressFamily.Ipv6 ? "IPv6" : "IPv4")} address.",
            "Leave addressFamily out: the address says it.", $"{path}.addressFamily");
    }
}
