namespace Lvs.Client.Ipvsadm;

/// <summary>Which options go with which command and which kind of tunnel, and ipvsadm's words where they do not.</summary>
internal static class OptionChecks
{
    // In the order of the bits of IpvsadmOptions.
    private static readonly string[] Names =
    [
        "numeric", "connection", "service-address", "scheduler", "persistent", "netmask", "real-server", "forwarding-method",
        "weight", "u-threshold", "l-threshold", "mcast-interface", "timeout", "daemon", "stats", "rate", "thresholds",
        "persistent-conn", "nosort", "syncid", "exact", "ops", "pe", "sched-flags", "mcast-group", "mcast-port", "mcast-ttl",
        "sync-maxlen", "tun-info", "tun-type", "tun-port", "tun-nocsum", "tun-csum", "tun-remcsum",
    ];

    private const IpvsadmOptions ServiceOptions = IpvsadmOptions.Service | IpvsadmOptions.Scheduler | IpvsadmOptions.Persistent
        | IpvsadmOptions.Netmask | IpvsadmOptions.OnePacket | IpvsadmOptions.PersistenceEngine | IpvsadmOptions.SchedulerFlags;

    private const IpvsadmOptions ServerKey = IpvsadmOptions.Service | IpvsadmOptions.Server;

    private const IpvsadmOptions ServerOptions = ServerKey | IpvsadmOptions.Forward | IpvsadmOptions.Weight
        | IpvsadmOptions.UpperThreshold | IpvsadmOptions.LowerThreshold | IpvsadmOptions.Tunnel;

    private const IpvsadmOptions ListExclusive =
        IpvsadmOptions.Connection | IpvsadmOptions.Service | IpvsadmOptions.Timeout | IpvsadmOptions.Daemon;

    private const IpvsadmOptions ListOptions = ListExclusive | IpvsadmOptions.Numeric | IpvsadmOptions.Stats
        | IpvsadmOptions.Rate | IpvsadmOptions.Thresholds | IpvsadmOptions.PersistentConnections | IpvsadmOptions.NoSort
        | IpvsadmOptions.SyncId | IpvsadmOptions.Exact | IpvsadmOptions.TunnelInfo;

    private const IpvsadmOptions DaemonOptions = IpvsadmOptions.MulticastInterface | IpvsadmOptions.SyncId
        | IpvsadmOptions.MulticastGroup | IpvsadmOptions.MulticastPort | IpvsadmOptions.MulticastTtl
        | IpvsadmOptions.SyncMaximumLength;

    private const IpvsadmOptions Checksums =
        IpvsadmOptions.TunnelNoChecksum | IpvsadmOptions.TunnelChecksum | IpvsadmOptions.TunnelRemoteChecksum;

    /// <summary>The name of one option in messages.</summary>
    public static string Name(IpvsadmOptions option) => Names[System.Numerics.BitOperations.TrailingZeroCount((ulong)option)];

    /// <summary>Refuses what does not go with the command.</summary>
    public static void CheckCommand(IpvsadmAction action, IpvsadmOptions given)
    {
        Rules rules = action switch
        {
            IpvsadmAction.AddService => new("add-service", IpvsadmOptions.Service, ServiceOptions),
            IpvsadmAction.EditService => new("edit-service", IpvsadmOptions.Service, ServiceOptions),
            IpvsadmAction.DeleteService => new("delete-service", IpvsadmOptions.Service, IpvsadmOptions.Service),
            IpvsadmAction.Clear => new("flush", 0, 0),
            IpvsadmAction.List => new("list", 0, ListOptions, ListExclusive),
            IpvsadmAction.AddServer => new("add-server", ServerKey, ServerOptions),
            IpvsadmAction.DeleteServer => new("delete-server", ServerKey, ServerKey),
            IpvsadmAction.EditServer => new("edit-server", ServerKey, ServerOptions),
            IpvsadmAction.SetTimeouts => new("set", 0, 0),
            IpvsadmAction.StartDaemon => new("start-daemon", 0, DaemonOptions),
            IpvsadmAction.StopDaemon => new("stop-daemon", 0, IpvsadmOptions.SyncId),
            IpvsadmAction.Restore => new("restore", 0, 0),
            IpvsadmAction.Save => new("save", 0, IpvsadmOptions.Numeric),
            _ => new("zero", 0, IpvsadmOptions.Service),
        };
        Check(rules, "command", given, (IpvsadmOptions)((1UL << Names.Length) - 1));
    }

    /// <summary>Refuses what does not go with the kind of tunnel.</summary>
    public static void CheckTunnel(LvsTunnelType type, IpvsadmOptions given)
    {
        const IpvsadmOptions plain = IpvsadmOptions.TunnelNoChecksum | IpvsadmOptions.TunnelChecksum;
        Rules rules = type switch
        {
            LvsTunnelType.Gue => new("gue", IpvsadmOptions.TunnelPort, IpvsadmOptions.TunnelPort | Checksums, Checksums),
            LvsTunnelType.Gre => new("gre", 0, plain, plain),
            _ => new("ipip", 0, 0),
        };
        Check(rules, "tunnel type", given, IpvsadmOptions.TunnelPort | Checksums);
    }

    private static void Check(Rules rules, string kind, IpvsadmOptions given, IpvsadmOptions checkedOptions)
    {
        given &= checkedOptions;
        if ((given & ~rules.Allowed) == 0 && (rules.Required & checkedOptions & ~given) == 0 && (given & rules.Exclusive) == 0)
            return; // the many lines of a saved rule set
        IpvsadmOptions exclusive = 0;
        for (int i = 0; i < Names.Length; i++)
        {
            IpvsadmOptions option = (IpvsadmOptions)(1UL << i);
            if ((checkedOptions & option) == 0)
                continue;
            if ((given & option) == 0)
            {
                if ((rules.Required & option) != 0)
                    throw Refuse($"You need to supply the '{Names[i]}' option for the '{rules.Name}' {kind}");
                continue;
            }

            if ((rules.Allowed & option) == 0)
                throw Refuse($"Illegal '{Names[i]}' option with the '{rules.Name}' {kind}");
            if ((rules.Exclusive & option) == 0)
                continue;
            if (exclusive != 0)
            {
                throw Refuse(
                    $"The option '{Names[i]}' conflicts with the '{Name(exclusive)}' option in the '{rules.Name}' {kind}");
            }

            exclusive = option;
        }
    }

    private static IpvsadmExitException Refuse(string message) => IpvsadmExitException.Refuse(message);

    private readonly record struct Rules(
        string Name, IpvsadmOptions Required, IpvsadmOptions Allowed, IpvsadmOptions Exclusive = 0);
}
