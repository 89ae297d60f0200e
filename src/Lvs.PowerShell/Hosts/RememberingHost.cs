namespace LvsPS.Hosts;

/// <summary>A host that is only looked at, for a moment: what a command said is not asked again, which over ssh takes a while.</summary>
/// <param name="host">The host.</param>
internal sealed class RememberingHost(IHost host) : IHost
{
    private readonly Dictionary<string, CommandResult> _said = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => host.Name;

    /// <inheritdoc/>
    public CommandResult Run(params string[] command)
    {
        string key = string.Join('\0', command);
        if (!_said.TryGetValue(key, out CommandResult? result))
            _said.Add(key, result = host.Run(command));
        return result;
    }
}
