namespace Lvs.Benchmarks.Reports;

/// <summary>One line of the table: what one contestant came to.</summary>
/// <param name="Measure">P1 to P10, as the plan of measures numbers them.</param>
/// <param name="What">What was measured: "UDP, 1,000 flows".</param>
/// <param name="Contestant">Who: LvsPS NAT, nftables, HAProxy.</param>
/// <param name="Value">The median of the rounds.</param>
/// <param name="Unit">Of the value.</param>
internal sealed record Figure(string Measure, string What, string Contestant, double Value, string Unit)
{
    /// <summary>Every round's value, in the order they were taken.</summary>
    public IReadOnlyList<double> Rounds { get; init; } = [];

    /// <summary>The value over another's: the median of the rounds' own ratios, since a round is taken close together.</summary>
    public double? Ratio { get; init; }

    /// <summary>Whose the other value is.</summary>
    public string? To { get; init; }

    /// <summary>What should come out: "≥ 0.85 of the floor".</summary>
    public string? Target { get; init; }

    /// <summary>Whether it did.</summary>
    public bool? Met { get; init; }

    /// <summary>What a reader must know of it.</summary>
    public string? Note { get; init; }
}
