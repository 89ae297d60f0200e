namespace Lvs.Engine.Directing;

/// <summary>How a packet came in.</summary>
/// <param name="Interface">By which interface.</param>
/// <param name="LargestFragment">The size of the largest fragment it was put together from, with its IP header; 0 when it came
/// whole. IPVS sends on in pieces no larger.</param>
/// <param name="Now">When, in ticks.</param>
internal readonly record struct Arrival(uint Interface, int LargestFragment, uint Now);
