using System.Globalization;

namespace Lvs.Engine.Rules;

/// <summary>Says what differs between two states of a rule, property by property.</summary>
internal static class RuleDifferences
{
    public static void Add(List<RuleChange> changes, ServiceKey service, ServiceSettings before, ServiceSettings after)
    {
        Compare("scheduler", before.Scheduler, after.Scheduler);
        Compare("schedulerFlags", before.SchedulerFlags.ToString(), after.SchedulerFlags.ToString());
        Compare("persistenceTimeout", Text(before.PersistenceTimeout), Text(after.PersistenceTimeout));
        Compare("persistenceMask", before.PersistenceMask?.ToString(), after.PersistenceMask?.ToString());
        Compare("persistenceEngine", before.PersistenceEngine, after.PersistenceEngine);
        Compare("onePacket", Text(before.OnePacket), Text(after.OnePacket));
        Compare("timeouts", Text(before.Timeouts), Text(after.Timeouts));

        void Compare(string property, string? old, string? now)
        {
            if (old != now)
                changes.Add(new RuleChange(RuleChangeKind.Changed, service, null, null, property, old, now));
        }
    }

    public static void Add(
        List<RuleChange> changes, ServiceKey service, ServerKey server, ServerSettings before, ServerSettings after)
    {
        Compare("forwardingMethod", before.Method.ToString(), after.Method.ToString());
        Compare("weight", Text(before.Weight), Text(after.Weight));
        Compare("suspendedWeight", Optional(before.SuspendedWeight), Optional(after.SuspendedWeight));
        Compare("upperThreshold", Text(before.UpperThreshold), Text(after.UpperThreshold));
        Compare("lowerThreshold", Text(before.LowerThreshold), Text(after.LowerThreshold));
        Compare("tunnelType", before.Tunnel.Type.ToString(), after.Tunnel.Type.ToString());
        Compare("tunnelPort", Text(before.Tunnel.Port), Text(after.Tunnel.Port));
        Compare("tunnelChecksum", before.Tunnel.Checksum.ToString(), after.Tunnel.Checksum.ToString());

        void Compare(string property, string? old, string? now)
        {
            if (old != now)
                changes.Add(new RuleChange(RuleChangeKind.Changed, service, server, null, property, old, now));
        }
    }

    private static string? Text(ServiceTimeouts? timeouts) =>
        timeouts is null ? null : string.Create(CultureInfo.InvariantCulture, $"{timeouts.Tcp} {timeouts.TcpFin} {timeouts.Udp}");

    private static string? Optional(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
