using System.Globalization;
using System.Text.RegularExpressions;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Tests.Directing;

/// <summary>What <c>ipvsadm -Lnc</c> and <c>-Ln</c> would show of a director in memory, to be held against a recording.</summary>
internal static partial class Listing
{
    private static readonly string[] s_states =
        ["NONE", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "SYNACK"];

    /// <summary>The entries: seconds left, and all else as it stands in a line.</summary>
    public static IEnumerable<(int Seconds, string Text)> Entries(TestDirector site) => site.Slots.Select(slot =>
    {
        ConnectionSlot entry = site.Memory[slot];
        double left = Math.Max(0, Ticks.ToSeconds(entry.Timeout) - Ticks.ToSeconds(site.Now - entry.LastSeen));
        string state = entry.Kind == SlotKind.Template ? entry.StateWord == ConnectionSlot.Assured ? "ASSURED" : "NONE"
            : entry.Protocol == Protocol.Udp ? "UDP" : s_states[entry.State];
        string protocol = entry.Protocol.ToString().ToUpperInvariant();
        return ((int)left, $"{protocol} {state} {Place(entry.Client, entry.ClientPortRaw)} {Place(entry.Virtual, entry.VirtualPortRaw)} "
            + Place(entry.Server, entry.ServerPortRaw));
    });

    /// <summary>Holds a recorded listing against the director's; the seconds may be off by one, and an entry whose time is up may
    /// have gone a second sooner or later.</summary>
    public static void AssertShows(TestDirector site, IEnumerable<string> lines, string context)
    {
        List<(int Seconds, string Text)> present = [.. Entries(site)];
        foreach (string line in lines)
        {
            Match match = Line().Match(line);
            Assert.True(match.Success, line);
            int seconds = (Number(match, "minutes") * 60) + Number(match, "seconds");
            string rest = $"{match.Groups["protocol"].Value} "
                + string.Join(' ', match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            int found = present.FindIndex(entry => entry.Text == rest && IsSame(entry.Seconds, seconds, rest));
            if (found >= 0)
                present.RemoveAt(found);
            else
                Assert.True(seconds == 0, $"{context}: no '{line}' among {string.Join(" | ", present)}");
        }

        Assert.True(present.All(static entry => entry.Seconds == 0), $"{context}: not recorded: {string.Join(" | ", present)}");
    }

    /// <summary>Holds the lines of <c>ipvsadm -Ln</c> against the rules and counts.</summary>
    public static void AssertCounts(TestDirector site, IEnumerable<string> lines)
    {
        Assert.Equal(
            lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Order(),
            site.Rules.Services.SelectMany(static service => service.Servers).Select(static server =>
                $"-> {server.Key} {Name(server.Settings.Method)} {server.Weight} "
                + $"{server.ActiveConnections} {server.InactiveConnections}").Order());
    }

    /// <summary>Holds the lines of <c>ipvsadm -Ln --persistent-conn</c> against the counts.</summary>
    public static void AssertPersistent(TestDirector site, IEnumerable<string> lines)
    {
        Assert.Equal(
            lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Order(),
            site.Rules.Services.SelectMany(static service => service.Servers).Select(static server =>
                $"-> {server.Key} {server.Weight} "
                + $"{server.PersistentConnections} {server.ActiveConnections} {server.InactiveConnections}").Order());
    }

    /// <summary>Holds the lines of <c>ipvsadm -Ln --stats</c> against the counters; a line of a service, then its servers'.</summary>
    public static void AssertTraffic(TestDirector site, IEnumerable<string> lines)
    {
        IEnumerable<string> services = site.Rules.Services.Select(service =>
            (service.Key.IsFirewallMark
                ? $"FWM {service.Key.FirewallMark}"
                : $"{service.Key.Protocol.ToString().ToUpperInvariant()} {Place(service.Key)}")
            + $" {Show(site.Director.TrafficOf(service))}");
        IEnumerable<string> servers = site.Rules.Services.SelectMany(static service => service.Servers).Select(server =>
            $"-> {server.Key} {Show(site.Director.TrafficOf(server))}");
        string[] present = [.. services, .. servers];
        string[] recorded = [.. lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        if (!recorded.Any(static line => line.StartsWith("->", StringComparison.Ordinal)))
            present = [.. services]; // a recording that lists the services only
        Assert.Equal(recorded.Order(), present.Order());
    }

    // A template whose time is up gets another minute, here or there a moment sooner.
    private static bool IsSame(int present, int recorded, string text) => Math.Abs(present - recorded) <= 1
        || (text.Contains("ASSURED", StringComparison.Ordinal)
            && Math.Min(present, recorded) == 0 && Math.Max(present, recorded) is 59 or 60);

    private static string Show(Traffic traffic) =>
        $"{traffic.Connections} {traffic.InPackets} {traffic.OutPackets} {traffic.InBytes} {traffic.OutBytes}";

    private static string Name(ForwardingMethod method) => method switch
    {
        ForwardingMethod.Masquerade => "Masq",
        ForwardingMethod.Tunnel => "Tunnel",
        _ => "Route",
    };

    private static string Place(ServiceKey key) => key.Address.IsV6 ? $"[{key.Address}]:{key.Port}" : $"{key.Address}:{key.Port}";

    private static string Place(InetAddress address, ushort raw)
    {
        ushort port = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(raw);
        return address.IsV6 ? $"[{address}]:{port}" : $"{address}:{port}";
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<protocol>TCP|UDP|IP)\s+(?<minutes>\d\d):(?<seconds>\d\d)\s+(?<rest>.*\S)\s*$")]
    private static partial Regex Line();
}
