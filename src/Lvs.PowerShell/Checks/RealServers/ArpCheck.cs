namespace LvsPS.Checks.RealServers;

/// <summary>A real server must not let its neighbours know that it has the virtual address, or they send to it past the
/// director. IPv6's neighbour discovery keeps silent by itself.</summary>
internal sealed class ArpCheck : IRealServerCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (!question.TakesVirtualAddress || !question.Families.Contains(false))
            return [];

        // The larger of the values for all and for the interface counts; lo's own value matters to nobody.
        string[] devices =
        [
            .. question.Network.Links().Where(link => link is { IsUp: true, Name: not ("lo" or "tunl0" or "ip6tnl0") })
                .Select(link => link.Name),
        ];
        return
        [
            Check("ArpIgnore", "arp_ignore", "answers ARP for the virtual address", value => value is 1 or 2 or 8, "1"),
            Check("ArpAnnounce", "arp_announce", "asks with the virtual address as its own", value => value == 2, "2"),
        ];

        CheckResult Check(string name, string variable, string mistake, Func<int, bool> isGood, string good)
        {
            (string Device, int Value)[] wrong =
                [.. devices.Select(device => (device, question.Network.LargerSysctl(device, variable)))
                    .Where(pair => !isGood(pair.Item2))];
            string found = wrong.Length == 0
                ? $"{variable} keeps {string.Join(", ", devices)} silent."
                : $"{string.Join(", ", wrong.Select(pair => $"{pair.Device} ({variable} {pair.Value})"))} {mistake}.";
            return CheckResult.Of(
                name, string.Join(", ", wrong.Length == 0 ? devices : wrong.Select(pair => pair.Device)), wrong.Length == 0,
                found,
                $"Enable-LvsRealServerHost does it; by hand: sysctl -w net.ipv4.conf.all.{variable}={good} (a larger "
                + "value of one interface overrides it).");
        }
    }
}
