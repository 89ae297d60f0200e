namespace Lvs.Client.Ipvsadm;

/// <summary>How a listing looks.</summary>
[Flags]
public enum IpvsadmFormat
{
    /// <summary>Names where there are names, connections and weights.</summary>
    None = 0,

    /// <summary>-n: addresses and ports as numbers.</summary>
    Numeric = 1,

    /// <summary>-S: lines that -R reads.</summary>
    Rule = 2,

    /// <summary>--stats: counters.</summary>
    Stats = 4,

    /// <summary>--rate: rates.</summary>
    Rate = 8,

    /// <summary>--thresholds: thresholds in the place of method and weight.</summary>
    Thresholds = 16,

    /// <summary>--persistent-conn: persistence templates too.</summary>
    PersistentConnections = 32,

    /// <summary>--nosort: the kernel's order.</summary>
    NoSort = 64,

    /// <summary>--exact: counters in full.</summary>
    Exact = 128,

    /// <summary>--tun-info: the encapsulation too.</summary>
    TunnelInfo = 256,
}
