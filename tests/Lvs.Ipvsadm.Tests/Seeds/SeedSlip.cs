namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>Something in a seed that cannot be run as it stands.</summary>
/// <param name="Seed">000 to 004.</param>
/// <param name="Line">The line's number in the file, from 1.</param>
/// <param name="Written">What stands there; a changed seed must not be corrected blindly.</param>
/// <param name="Meant">What is run instead; null when the line is no command at all.</param>
/// <param name="Reason">What the slip is.</param>
internal sealed record SeedSlip(string Seed, int Line, string Written, string? Meant, string Reason);
