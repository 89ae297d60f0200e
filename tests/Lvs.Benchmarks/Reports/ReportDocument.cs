namespace Lvs.Benchmarks.Reports;

/// <summary>What <c>--json</c> writes.</summary>
/// <param name="Machine">Where it was taken.</param>
/// <param name="Figures">All figures.</param>
internal sealed record ReportDocument(Machine Machine, IReadOnlyList<Figure> Figures);
