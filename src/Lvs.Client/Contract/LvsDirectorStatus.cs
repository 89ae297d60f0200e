namespace Lvs.Client;

/// <summary>How the director is.</summary>
public sealed record LvsDirectorStatus
{
    /// <summary>lvsd's version.</summary>
    public string Version { get; set; } = "";

    /// <summary>The version of this API: 1.</summary>
    public int ApiVersion { get; set; }

    /// <summary>The kernel's release.</summary>
    public string Kernel { get; set; } = "";

    /// <summary>lvsd's process id.</summary>
    public int ProcessId { get; set; }

    /// <summary>Seconds since lvsd started.</summary>
    public double Uptime { get; set; }

    /// <summary>ok or degraded.</summary>
    public string Health { get; set; } = "";

    /// <summary>What is wrong, a sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>Where rules are kept.</summary>
    public string StateDirectory { get; set; } = "";

    /// <summary>True when this start adopted a table and a data path that were left standing.</summary>
    public bool Adopted { get; set; }

    /// <summary>The number of virtual services.</summary>
    public int Services { get; set; }

    /// <summary>The number of real servers, each service's counted by itself.</summary>
    public int Servers { get; set; }

    /// <summary>Connections in the table, templates not counted.</summary>
    public long Connections { get; set; }

    /// <summary>Persistence templates in the table.</summary>
    public long Templates { get; set; }

    /// <summary>The interfaces that carry the XDP program.</summary>
    public IReadOnlyList<LvsInterfaceStatus> Interfaces { get; set; } = [];

    /// <summary>The tables and how full they are.</summary>
    public IReadOnlyList<LvsTableStatus> Tables { get; set; } = [];
}
