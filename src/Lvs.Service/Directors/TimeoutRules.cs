using Lvs.Client;
using Lvs.Service.Conversion;

namespace Lvs.Service.Directors;

/// <summary>The three timeouts: defaults, and how a change that leaves some out is read.</summary>
internal static class TimeoutRules
{
    /// <summary>All three: from the first of the layers that gives it, else IPVS's default.</summary>
    public static LvsTimeouts Resolve(params ReadOnlySpan<LvsTimeouts?> layers)
    {
        LvsTimeouts result = new() { Tcp = 900, TcpFin = 120, Udp = 300 };
        for (int i = layers.Length - 1; i >= 0; i--)
            result = Merge(result, layers[i]);
        return result;
    }

    /// <summary>The timeouts with those of the change that are not 0.</summary>
    public static LvsTimeouts Merge(LvsTimeouts timeouts, LvsTimeouts? change) => change is null
        ? timeouts
        : new LvsTimeouts
        {
            Tcp = change.Tcp != 0 ? change.Tcp : timeouts.Tcp,
            TcpFin = change.TcpFin != 0 ? change.TcpFin : timeouts.TcpFin,
            Udp = change.Udp != 0 ? change.Udp : timeouts.Udp,
        };

    /// <summary>Refuses what is out of range.</summary>
    public static void Check(LvsTimeouts timeouts)
    {
        Values.Timeout(timeouts.Tcp, "$.tcp");
        Values.Timeout(timeouts.TcpFin, "$.tcpFin");
        Values.Timeout(timeouts.Udp, "$.udp");
    }
}
