namespace Lvs.Lab;

/// <summary>The lab cannot do what was asked; the message names the value and the remedy.</summary>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class LabException(string message) : Exception(message);
