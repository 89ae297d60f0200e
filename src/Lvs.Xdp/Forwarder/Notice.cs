namespace Lvs.Xdp;

/// <summary>What an operator should know of the forwarder.</summary>
/// <param name="Text">A sentence or two.</param>
/// <param name="IsWarning">False for what is as it should be.</param>
/// <param name="Error">The failure that was survived; null when there was none.</param>
public readonly record struct Notice(string Text, bool IsWarning = true, Exception? Error = null);
