namespace Lvs.Benchmarks.Traffic;

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Frames a second.</param>
/// <param name="Arrived">The part of the frames that reached the sink, 1 for all.</param>
internal readonly record struct Throughput(double PerSecond, double Arrived);
