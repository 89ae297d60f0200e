namespace LvsPS;

/// <summary>A director and how it is.</summary>
public sealed class Director
{
    /// <summary>Where it is reached: what <c>-Director</c> takes.</summary>
    public string Name { get; init; } = "";

    /// <summary>lvsd's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The kernel's release.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>lvsd's process id on its machine.</summary>
    public int ProcessId { get; init; }

    /// <summary>Seconds since lvsd started.</summary>
    public double Uptime { get; init; }

    /// <summary>ok or degraded.</summary>
    public string Health { get; init; } = "";

    /// <summary>What is wrong, a sentence each; empty when all is well.</summary>
    public TextList Problems { get; init; } = [];

    /// <summary>Where rules are kept.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>True when this start of lvsd took over a table and a data path that were left standing.</summary>
    public bool Adopted { get; init; }

    /// <summary>The number of virtual services.</summary>
    public int Services { get; init; }

    /// <summary>The number of real servers, each service's counted by itself.</summary>
    public int RealServers { get; init; }

    /// <summary>Connections in the table, templates not counted.</summary>
    public long Connections { get; init; }

    /// <summary>Persistence templates in the table.</summary>
    public long Templates { get; init; }

    /// <summary>The interfaces that carry the XDP program: name and mode, <c>eth0 native</c>.</summary>
    public TextList Interfaces { get; init; } = [];

    /// <summary>The tables and how full they are: <c>connections 812 of 1048576</c>.</summary>
    public TextList Tables { get; init; } = [];

    /// <summary>Where it is reached.</summary>
    public override string ToString() => Name;

    internal static Director From(string name, LvsDirectorStatus status) => new()
    {
        Name = name,
        Version = status.Version,
        Kernel = status.Kernel,
        ProcessId = status.ProcessId,
        Uptime = status.Uptime,
        Health = status.Health,
        Problems = [.. status.Problems],
        StateDirectory = status.StateDirectory,
        Adopted = status.Adopted,
        Services = status.Services,
        RealServers = status.Servers,
        Connections = status.Connections,
        Templates = status.Templates,
        Interfaces = [.. status.Interfaces.Select(link => $"{link.Name} {link.XdpMode}")],
        Tables = [.. status.Tables.Select(table => $"{table.Name} {table.Used} of {table.Capacity}")],
    };
}
