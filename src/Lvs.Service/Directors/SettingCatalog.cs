using System.Globalization;
using Lvs.Client;
using Lvs.Service.Problems;

namespace Lvs.Service.Directors;

/// <summary>All settings with their defaults, which are those of IPVS (Documentation/networking/ipvs-sysctl.rst).</summary>
internal static class SettingCatalog
{
    private const string DefaultSyncThreshold = "3 50";

    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        new("expire_nodest_conn", 0, 0, 1, s => s.ExpireNodestConn, (s, v) => s.ExpireNodestConn = v),
        new("expire_quiescent_template", 0, 0, 1, s => s.ExpireQuiescentTemplate, (s, v) => s.ExpireQuiescentTemplate = v),
        new("conn_reuse_mode", 1, 0, 3, s => s.ConnReuseMode, (s, v) => s.ConnReuseMode = v),
        new("sloppy_tcp", 0, 0, 1, s => s.SloppyTcp, (s, v) => s.SloppyTcp = v),
        new("sloppy_sctp", 0, 0, 1, s => s.SloppySctp, (s, v) => s.SloppySctp = v),
        new("drop_entry", 0, 0, 3, s => s.DropEntry, (s, v) => s.DropEntry = v),
        new("drop_packet", 0, 0, 3, s => s.DropPacket, (s, v) => s.DropPacket = v),
        new("secure_tcp", 0, 0, 3, s => s.SecureTcp, (s, v) => s.SecureTcp = v),
        new("amemthresh", 1024, 0, int.MaxValue, s => s.Amemthresh, (s, v) => s.Amemthresh = v),
        new("am_droprate", 10, 1, int.MaxValue, s => s.AmDroprate, (s, v) => s.AmDroprate = v),
        new("nat_icmp_send", 0, 0, 1, s => s.NatIcmpSend, (s, v) => s.NatIcmpSend = v),
        new("schedule_icmp", 0, 0, 1, s => s.ScheduleIcmp, (s, v) => s.ScheduleIcmp = v),
        new("pmtu_disc", 1, 0, 1, s => s.PmtuDisc, (s, v) => s.PmtuDisc = v),
        new("sync_version", 1, 0, 1, s => s.SyncVersion, (s, v) => s.SyncVersion = v),
        new("lblc_expiration", 86400, 1, int.MaxValue, s => s.LblcExpiration, (s, v) => s.LblcExpiration = v),
        new("lblcr_expiration", 86400, 1, int.MaxValue, s => s.LblcrExpiration, (s, v) => s.LblcrExpiration = v),
        new("keep_rules_over_reboot", 1, 0, 1, s => s.KeepRulesOverReboot, (s, v) => s.KeepRulesOverReboot = v),
    ];

    /// <summary>Every setting: from the first of the layers that gives it, else the default.</summary>
    public static LvsSettings Resolve(params ReadOnlySpan<LvsSettings?> layers)
    {
        LvsSettings result = new() { SyncThreshold = DefaultSyncThreshold };
        foreach (SettingDefinition definition in All)
            definition.Set(result, definition.Default);
        for (int i = layers.Length - 1; i >= 0; i--)
            result = Merge(result, layers[i]);
        return result;
    }

    /// <summary>The settings with those of the change that are given.</summary>
    public static LvsSettings Merge(LvsSettings settings, LvsSettings? change)
    {
        LvsSettings result = settings with { };
        if (change is null)
            return result;
        foreach (SettingDefinition definition in All)
        {
            if (definition.Get(change) is { } value)
                definition.Set(result, value);
        }

        result.SyncThreshold = change.SyncThreshold ?? result.SyncThreshold;
        return result;
    }

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ProblemException">A setting cannot have the value it is given.</exception>
    public static void Check(LvsSettings settings)
    {
        foreach (SettingDefinition definition in All)
        {
            if (definition.Get(settings) is not { } value || (value >= definition.Minimum && value <= definition.Maximum))
                continue;
            throw Problem.Create(
                ProblemCatalog.InvalidSetting, string.Create(CultureInfo.InvariantCulture, $"{definition.Name}={value}"),
                $"The setting {definition.Name} cannot be {value}.",
                $"Give {definition.Minimum} to {definition.Maximum}; the default is {definition.Default}.",
                $"$.{definition.Name}");
        }

        if (settings.SyncThreshold is { } threshold && !IsSyncThreshold(threshold))
        {
            throw Problem.Create(
                ProblemCatalog.InvalidSetting, $"sync_threshold={threshold}",
                $"The setting sync_threshold cannot be '{threshold}'.",
                "Give two numbers, the first below the second: \"3 50\".", "$.sync_threshold");
        }
    }

    // As proc_do_sync_threshold has it: both at least 0, and the first below the second unless the second is 0.
    private static bool IsSyncThreshold(string text)
    {
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int second)
            && (first < second || second == 0);
    }
}
