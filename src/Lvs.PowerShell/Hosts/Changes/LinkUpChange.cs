namespace LvsPS.Hosts.Changes;

/// <summary>A tunnel device of the kernel's is set up, so that packets come out of it.</summary>
/// <param name="Device">The device: tunl0, ip6tnl0.</param>
internal sealed record LinkUpChange(string Device) : HostChange
{
    /// <inheritdoc/>
    public override string Target => Device;

    /// <inheritdoc/>
    public override string Action => "Set up";

    /// <inheritdoc/>
    public override bool IsDone(HostNetwork network) => network.Link(Device) is { IsUp: true };

    /// <inheritdoc/>
    public override void Apply(HostNetwork network) => network.Ip("link", "set", "dev", Device, "up");

    /// <inheritdoc/>
    public override string? Revert(HostNetwork network)
    {
        if (network.Link(Device) is { IsUp: true })
            network.Ip("link", "set", "dev", Device, "down");
        return null;
    }
}
