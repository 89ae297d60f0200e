namespace LvsPS.Help;

/// <summary>A type that a cmdlet gives.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Description">What it is; empty for a type that is not this module's.</param>
internal sealed record OutputHelp(string Type, IReadOnlyList<string> Description);
