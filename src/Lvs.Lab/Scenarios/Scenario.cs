using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>Rules, traffic and promises: one of the recipes that people follow, run for real.</summary>
internal sealed record Scenario
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The lab it runs in.</summary>
    public required Topology Topology { get; init; }

    /// <summary>True in masquerading: answers pass the director. False elsewhere: they must not.</summary>
    public required bool AnswersPassDirector { get; init; }

    /// <summary>The rules for a family.</summary>
    public required Func<InetFamily, IReadOnlyList<LvsVirtualService>> Services { get; init; }

    /// <summary>The traffic.</summary>
    public required IReadOnlyList<Exchange> Exchanges { get; init; }

    /// <summary>What destination the real servers see: the VIP and its port, or in masquerading their own address and this port.</summary>
    public Func<Exchange, int>? MappedPort { get; init; }
}
