using LvsPS.Hosts;

namespace LvsPS;

/// <summary>What Enable-LvsRealServerHost has made of this host.</summary>
public sealed class RealServerHost
{
    /// <summary>The virtual addresses that it serves.</summary>
    public IReadOnlyList<string> VirtualAddress { get; init; } = [];

    /// <summary>DirectRouting or Tunnel; null when it serves no address.</summary>
    public string? ForwardingMethod { get; init; }

    /// <summary>What was changed and will be undone, a line each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The file that holds what was changed.</summary>
    public string RecordPath { get; init; } = "";

    /// <summary>The addresses.</summary>
    public override string ToString() => string.Join(", ", VirtualAddress);

    internal static RealServerHost From(HostRecordFile file)
    {
        HostRecord record = file.Load();
        return new RealServerHost
        {
            VirtualAddress = record.VirtualAddresses,
            ForwardingMethod = record.VirtualAddresses.Count == 0 ? null : record.ForwardingMethod,
            Changes = [.. record.Changes.Select(change => change.ToString())],
            RecordPath = file.Path,
        };
    }
}
