namespace Lvs.Client.Ipvsadm;

/// <summary>A command line of ipvsadm, understood and checked as far as that can be done without the director.</summary>
public sealed record IpvsadmCommand
{
    /// <summary>What to do.</summary>
    public IpvsadmAction Action { get; init; }

    /// <summary>The virtual service meant, with the settings asked for; null when none was named.</summary>
    public LvsVirtualService? Service { get; init; }

    /// <summary>The real server meant, with the settings asked for; null when none was named.</summary>
    public LvsRealServer? Server { get; init; }

    /// <summary>For --set, in seconds; 0 leaves a timeout as it is.</summary>
    public LvsTimeouts? Timeouts { get; init; }

    /// <summary>For --start-daemon and --stop-daemon.</summary>
    public LvsSyncDaemon? Daemon { get; init; }

    /// <summary>How to list.</summary>
    public IpvsadmFormat Format { get; init; }

    /// <summary>-L -c: list connections.</summary>
    public bool ListConnections { get; init; }

    /// <summary>-L --timeout.</summary>
    public bool ListTimeouts { get; init; }

    /// <summary>-L --daemon.</summary>
    public bool ListDaemons { get; init; }
}
