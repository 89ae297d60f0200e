using Lvs.Engine.Addressing;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <summary>
/// What IPVS and ipvsadm refuse, and the one form of what they accept: an empty scheduler is wlc, a netmask that is a prefix
/// becomes one, the whole address is prefix length 0, and a port that direct routing cannot map is the service's.
/// </summary>
internal static class RuleValidator
{
    public static void CheckKey(ServiceKey key)
    {
        if (key.Family is not (InetFamily.V4 or InetFamily.V6))
        {
            throw new RuleException(RuleError.InvalidAddress, key.ToString(), "The service has no address.",
                "Give an IPv4 or IPv6 address.");
        }

        if (key.IsFirewallMark)
        {
            if (!key.Address.IsUnspecified || key.Port != 0 || key.Protocol != Protocol.Ip)
            {
                throw new RuleException(RuleError.InvalidFirewallMark, key.ToString(),
                    "A service of a firewall mark has no address, port or protocol of its own.",
                    "Give only the mark and the family.");
            }
        }
        else if (key.Protocol is not (Protocol.Tcp or Protocol.Udp or Protocol.Sctp))
        {
            throw new RuleException(RuleError.InvalidProtocol, key.Protocol.ToString(),
                $"Protocol '{key.Protocol}' cannot be balanced.", "Use TCP, UDP or SCTP.");
        }
    }

    public static ServiceSettings Normalize(ServiceKey key, ServiceSettings settings)
    {
        string scheduler = settings.Scheduler.Length == 0 ? "wlc" : settings.Scheduler;
        if (!SchedulerFactory.IsKnown(scheduler))
        {
            throw new RuleException(RuleError.UnknownScheduler, scheduler, $"There is no scheduler '{scheduler}'.",
                $"Use one of {string.Join(", ", SchedulerFactory.Names)}, or 'none'.");
        }

        if ((settings.SchedulerFlags & ~(SchedulerFlags.Fallback | SchedulerFlags.Port | SchedulerFlags.Flag3)) != 0)
        {
            throw new RuleException(RuleError.InvalidSchedulerFlags, settings.SchedulerFlags.ToString(),
                $"'{settings.SchedulerFlags}' are no scheduler flags.",
                "Use sh-fallback, sh-port, mh-fallback, mh-port, or flag-1 to flag-3.");
        }

        if (key.Port == 0 && !key.IsFirewallMark && settings.PersistenceTimeout == 0)
        {
            throw new RuleException(RuleError.InvalidPort, "0",
                $"{key} has port 0, which stands for every port, but no persistence.", "Give a port, or a persistence timeout.");
        }

        if (settings.OnePacket && !key.IsFirewallMark && key.Protocol != Protocol.Udp)
        {
            throw new RuleException(RuleError.InvalidOnePacket, key.ToString(),
                $"One-packet scheduling is for UDP, and {key} is not.", "Leave one-packet scheduling off.");
        }

        CheckTimeouts(settings.Timeouts);
        string? engine = string.IsNullOrEmpty(settings.PersistenceEngine) ? null : settings.PersistenceEngine;
        if (engine is not (null or "sip"))
        {
            throw new RuleException(RuleError.UnknownPersistenceEngine, engine, $"There is no persistence engine '{engine}'.",
                "Use sip, or none.");
        }

        CheckPersistence(key, settings);
        return settings with
        {
            Scheduler = scheduler,
            PersistenceEngine = engine,
            PersistenceMask = settings.PersistenceMask is { } mask && mask.PrefixLength != 8 * mask.Length ? mask : null,
        };
    }

    private static void CheckTimeouts(ServiceTimeouts? timeouts)
    {
        if (timeouts is null)
            return;
        uint longest = Math.Max(timeouts.Tcp, Math.Max(timeouts.TcpFin, timeouts.Udp));
        if (longest > RuleLimits.MaximumTimeout)
        {
            throw new RuleException(RuleError.InvalidTimeouts, longest.ToString(), $"A timeout of {longest} s is too long.",
                $"Use at most {RuleLimits.MaximumTimeout} s.");
        }
    }

    private static void CheckPersistence(ServiceKey key, ServiceSettings settings)
    {
        if (settings.PersistenceTimeout > RuleLimits.MaximumTimeout)
        {
            throw new RuleException(RuleError.InvalidPersistence, settings.PersistenceTimeout.ToString(),
                $"A persistence timeout of {settings.PersistenceTimeout} s is too long.",
                $"Use 1 to {RuleLimits.MaximumTimeout} s.");
        }

        if (settings.PersistenceMask is not { } mask)
            return;
        if (mask.Family != key.Family || (mask.IsV6 && mask.PrefixLength is null or 0))
        {
            throw new RuleException(RuleError.InvalidPersistence, mask.ToString(),
                $"The persistence mask {mask} cannot be used with {key}.",
                key.Family == InetFamily.V4 ? "Use an IPv4 netmask." : "Use a prefix length of 1 to 128.");
        }
    }
}
