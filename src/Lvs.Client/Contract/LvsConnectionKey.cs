namespace Lvs.Client;

/// <summary>What tells one entry of the connection table from all others.</summary>
public sealed record LvsConnectionKey
{
    /// <summary>The transport protocol; IP for the template of a firewall-mark service.</summary>
    public LvsProtocol Protocol { get; set; }

    /// <summary>The client's address; for a template its network.</summary>
    public string ClientAddress { get; set; } = "";

    /// <summary>The client's port, 0 for a template.</summary>
    public int ClientPort { get; set; }

    /// <summary>The address the client asked for, as <see cref="LvsConnection.VirtualAddress"/> gives it.</summary>
    public string VirtualAddress { get; set; } = "";

    /// <summary>The port the client asked for.</summary>
    public int VirtualPort { get; set; }

    /// <summary>True for a persistence template.</summary>
    public bool Template { get; set; }
}
