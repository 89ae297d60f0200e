namespace Lvs.Lab.Scenarios;

/// <summary>All scenarios, in the order they are run.</summary>
internal static class ScenarioCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
        [.. NatScenarios.All, .. DirectRoutingScenarios.All, .. TunnelScenarios.All];

    /// <summary>Those named; all when none is. A topology's name (nat, dr, tun) stands for all of its scenarios.</summary>
    /// <exception cref="LabException">A name that is not known.</exception>
    public static IReadOnlyList<Scenario> Select(IReadOnlyList<string> names)
    {
        foreach (string name in names.Where(name => !All.Any(scenario => Matches(scenario, name))))
        {
            throw new LabException(
                $"There is no scenario '{name}'. There are {string.Join(", ", All.Select(scenario => scenario.Name))}; "
                + "nat, dr and tun stand for all of a mode.");
        }

        return names.Count == 0 ? All : [.. All.Where(scenario => names.Any(name => Matches(scenario, name)))];
    }

    private static bool Matches(Scenario scenario, string name) => scenario.Name == name || scenario.Topology.Name == name;
}
