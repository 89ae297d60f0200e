namespace LvsPS.Hosts.Changes;

/// <summary>A kernel module is loaded that makes a tunnel device.</summary>
/// <param name="Module">The module: ipip.</param>
/// <param name="Device">The device that is there with it: tunl0.</param>
internal sealed record ModuleChange(string Module, string Device) : HostChange
{
    /// <inheritdoc/>
    public override string Target => Module;

    /// <inheritdoc/>
    public override string Action => $"Load kernel module (for {Device})";

    /// <inheritdoc/>
    public override bool IsDone(HostNetwork network) => network.Link(Device) is not null;

    /// <inheritdoc/>
    public override void Apply(HostNetwork network) =>
        network.Demand($"load the kernel module {Module}", network.Host.Run("modprobe", Module));

    /// <inheritdoc/>
    public override string? Revert(HostNetwork network) =>
        network.Host.Run("modprobe", "-r", Module) is { Succeeded: false } result
        ? $"The kernel module {Module} stays loaded: {result.Words}"
        : null;
}
