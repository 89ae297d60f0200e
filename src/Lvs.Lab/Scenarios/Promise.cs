namespace Lvs.Lab.Scenarios;

/// <summary>One thing that LVS promises, and what came of it.</summary>
/// <param name="Subject">What it is about: answered, source, packets.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Kept">True when that is as promised.</param>
/// <param name="Expected">What was promised; printed when it was not kept.</param>
internal sealed record Promise(string Subject, string Observed, bool Kept, string Expected);
