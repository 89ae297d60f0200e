namespace Lvs.Client.Ipvsadm;

/// <summary>All options of ipvsadm 1.31.</summary>
internal static class OptionTable
{
    private const PoptArgument Needs = PoptArgument.Required;
    private const int Letters = 128;

    public static readonly PoptOption[] All =
    [
        new("add-service", 'A', OptionTag.AddService),
        new("edit-service", 'E', OptionTag.EditService),
        new("delete-service", 'D', OptionTag.DeleteService),
        new("clear", 'C', OptionTag.Clear),
        new("list", 'L', OptionTag.List),
        new("list", 'l', OptionTag.List),
        new("zero", 'Z', OptionTag.Zero),
        new("add-server", 'a', OptionTag.AddServer),
        new("edit-server", 'e', OptionTag.EditServer),
        new("delete-server", 'd', OptionTag.DeleteServer),
        new("set", '\0', OptionTag.SetTimeouts),
        new("help", 'h', OptionTag.Help),
        new("version", 'v', OptionTag.Version),
        new("restore", 'R', OptionTag.Restore),
        new("save", 'S', OptionTag.Save),
        new("start-daemon", '\0', OptionTag.StartDaemon, Needs),
        new("stop-daemon", '\0', OptionTag.StopDaemon, Needs),
        new("tcp-service", 't', OptionTag.TcpService, Needs),
        new("udp-service", 'u', OptionTag.UdpService, Needs),
        new("sctp-service", '\0', OptionTag.SctpService, Needs),
        new("fwmark-service", 'f', OptionTag.FirewallMark, Needs),
        new("scheduler", 's', OptionTag.Scheduler, Needs),
        new("persistent", 'p', OptionTag.Persistent, PoptArgument.Optional),
        new("netmask", 'M', OptionTag.Netmask, Needs),
        new("real-server", 'r', OptionTag.Server, Needs),
        new("masquerading", 'm', OptionTag.Masquerade),
        new("ipip", 'i', OptionTag.IpIp),
        new("gatewaying", 'g', OptionTag.Gateway),
        new("weight", 'w', OptionTag.Weight, Needs),
        new("u-threshold", 'x', OptionTag.UpperThreshold, Needs),
        new("l-threshold", 'y', OptionTag.LowerThreshold, Needs),
        new("numeric", 'n', OptionTag.Numeric),
        new("connection", 'c', OptionTag.Connection),
        new("mcast-interface", '\0', OptionTag.MulticastInterface, Needs),
        new("syncid", '\0', OptionTag.SyncId, Needs),
        new("timeout", '\0', OptionTag.Timeout),
        new("daemon", '\0', OptionTag.Daemon),
        new("stats", '\0', OptionTag.Stats),
        new("rate", '\0', OptionTag.Rate),
        new("thresholds", '\0', OptionTag.Thresholds),
        new("persistent-conn", '\0', OptionTag.PersistentConnections),
        new("nosort", '\0', OptionTag.NoSort),
        new("sort", '\0', OptionTag.Sort),
        new("exact", 'X', OptionTag.Exact),
        new("ipv6", '6', OptionTag.Ipv6),
        new("ops", 'o', OptionTag.OnePacket),
        new("pe", '\0', OptionTag.PersistenceEngine, Needs),
        new("sched-flags", 'b', OptionTag.SchedulerFlags, Needs),
        new("mcast-group", '\0', OptionTag.MulticastGroup, Needs),
        new("mcast-port", '\0', OptionTag.MulticastPort, Needs),
        new("mcast-ttl", '\0', OptionTag.MulticastTtl, Needs),
        new("sync-maxlen", '\0', OptionTag.SyncMaximumLength, Needs),
        new("tun-info", '\0', OptionTag.TunnelInfo),
        new("tun-type", '\0', OptionTag.TunnelType, Needs),
        new("tun-port", '\0', OptionTag.TunnelPort, Needs),
        new("tun-nocsum", '\0', OptionTag.TunnelNoChecksum),
        new("tun-csum", '\0', OptionTag.TunnelChecksum),
        new("tun-remcsum", '\0', OptionTag.TunnelRemoteChecksum),
    ];

    private static readonly PoptOption?[] ByLetter = new PoptOption?[Letters];
    private static readonly Dictionary<string, PoptOption> ByName = new(StringComparer.Ordinal);

    static OptionTable()
    {
        foreach (PoptOption option in All)
        {
            ByName.TryAdd(option.Long, option);
            if (option.Short != '\0')
                ByLetter[option.Short] = option;
        }
    }

    /// <summary>The option of a letter; null when there is none.</summary>
    public static PoptOption? Find(char letter) => letter < Letters ? ByLetter[letter] : null;

    /// <summary>The option of a long name; null when there is none.</summary>
    public static PoptOption? Find(string name) => ByName.GetValueOrDefault(name);
}
