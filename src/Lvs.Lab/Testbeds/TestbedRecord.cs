namespace Lvs.Lab.Testbeds;

/// <summary>What is written down about a lab while it stands, so that whoever comes later can take it down.</summary>
internal sealed record TestbedRecord
{
    /// <summary>Its id, part of all its names: <c>lvslab-ID-client</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The topology: nat, dr, tun.</summary>
    public required string Topology { get; init; }

    /// <summary>The process whose lab it is; null for one that was left standing on purpose.</summary>
    public ProcessRecord? Owner { get; init; }

    /// <summary>What runs in it.</summary>
    public IReadOnlyList<ProcessRecord> Processes { get; init; } = [];
}
