namespace LvsPS.Hosts.Changes;

/// <summary>The virtual address on the loopback interface: the real server takes packets for it, and nobody on the wire learns of
/// it.</summary>
/// <param name="Address">The address.</param>
internal sealed record AddressChange(string Address) : HostChange
{
    /// <summary>The interface.</summary>
    public const string Device = "lo";

    /// <inheritdoc/>
    public override string Target => Device;

    /// <inheritdoc/>
    public override string Action => $"Add address {Prefixed}";

    private bool IsV6 => Address.Contains(':');

    private string Prefixed => Address + (IsV6 ? "/128" : "/32");

    /// <inheritdoc/>
    public override bool IsDone(HostNetwork network) => network.Addresses(Device).Any(address => address.Address == Address);

    /// <inheritdoc/>
    public override void Apply(HostNetwork network)
    {
        // An IPv6 address without preferred life is never chosen as the source of the host's own connections, only for answers.
        string[] more = IsV6 ? ["nodad", "preferred_lft", "0"] : [];
        network.Ip(["addr", "add", Prefixed, "dev", Device, .. more]);
    }

    /// <inheritdoc/>
    public override string? Revert(HostNetwork network)
    {
        if (network.Addresses(Device).Any(address => address.Address == Address))
            network.Ip("addr", "del", Prefixed, "dev", Device);
        return null;
    }
}
