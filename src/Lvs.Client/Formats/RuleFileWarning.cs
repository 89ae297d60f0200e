namespace Lvs.Client.Formats;

/// <summary>Something in a rule file that has no place in LvsPS's rules, or in a rule set that a format cannot say.</summary>
/// <param name="Line">The line it stands on, from 1; null when there is no file yet.</param>
/// <param name="Message">What is left out, and what that means.</param>
public sealed record RuleFileWarning(long? Line, string Message);
