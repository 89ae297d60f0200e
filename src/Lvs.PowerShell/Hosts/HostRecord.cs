using LvsPS.Hosts.Changes;

namespace LvsPS.Hosts;

/// <summary>What was made of a host and how it was before, so that exactly that can be undone. It lies under /run: a reboot
/// undoes the changes and forgets them.</summary>
internal sealed record HostRecord
{
    /// <summary>The virtual addresses that the host serves, in the order of enabling.</summary>
    public IReadOnlyList<string> VirtualAddresses { get; init; } = [];

    /// <summary>direct-routing or tunnel: what it was enabled for last.</summary>
    public string ForwardingMethod { get; init; } = nameof(LvsPS.ForwardingMethod.DirectRouting);

    /// <summary>The changes, in the order in which they were made.</summary>
    public IReadOnlyList<HostChange> Changes { get; init; } = [];
}
