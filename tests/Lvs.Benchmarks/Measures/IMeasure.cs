using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;

namespace Lvs.Benchmarks.Measures;

/// <summary>One or more of the measures P1 to P10.</summary>
internal interface IMeasure
{
    /// <summary>What it measures, for those who wait.</summary>
    string Title { get; }

    /// <summary>Which of P1 to P10, and LOAD, it gives figures for.</summary>
    IReadOnlyList<string> Gives { get; }

    /// <summary>Measures, and adds to the report.</summary>
    Task RunAsync(Site site, Report report, CancellationToken cancellation);
}
