namespace Lvs.Client;

/// <summary>Single entries of the connection table.</summary>
public sealed record LvsConnectionKeys
{
    /// <summary>The entries; one that is not there any more means nothing.</summary>
    public IReadOnlyList<LvsConnectionKey> Connections { get; set; } = [];
}
