namespace LvsPS.Hosts.Changes;

/// <summary>A kernel variable.</summary>
/// <param name="Key">Its path below /proc/sys: <c>net/ipv4/conf/all/arp_ignore</c>.</param>
/// <param name="Value">The value wanted.</param>
/// <param name="AlsoGood">Other values that do as well and are left as they are, separated by commas.</param>
/// <param name="Before">The value it had.</param>
internal sealed record SysctlChange(string Key, string Value, string AlsoGood = "", string? Before = null) : HostChange
{
    /// <inheritdoc/>
    public override string Target => Key;

    /// <inheritdoc/>
    public override string Action => Before is null ? $"Set to {Value}" : $"Set to {Value} (it was {Before})";

    /// <inheritdoc/>
    public override bool IsDone(HostNetwork network) =>
        network.Sysctl(Key) is { } value && (value == Value || AlsoGood.Split(',').Contains(value));

    /// <inheritdoc/>
    public override HostChange Remember(HostNetwork network) => this with { Before = network.Sysctl(Key) };

    /// <inheritdoc/>
    public override void Apply(HostNetwork network) => network.SetSysctl(Key, Value);

    /// <inheritdoc/>
    public override string? Revert(HostNetwork network)
    {
        string? present = network.Sysctl(Key);
        if (present is null || Before is null || present == Before)
            return null;
        if (present != Value)
            return $"{Key} is {present} now, neither the {Value} that was set nor the {Before} from before; it is left so.";
        network.SetSysctl(Key, Before);
        return null;
    }
}
