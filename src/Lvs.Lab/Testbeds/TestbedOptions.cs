namespace Lvs.Lab.Testbeds;

/// <summary>What a lab can have otherwise than usual.</summary>
internal sealed record TestbedOptions
{
    /// <summary>Its id; null takes the process id and a number.</summary>
    public string? Id { get; init; }

    /// <summary>True to leave it standing when this process ends.</summary>
    public bool Standing { get; init; }

    /// <summary>False to build network and real servers only.</summary>
    public bool StartLvsd { get; init; } = true;

    /// <summary>The size of the connection table.</summary>
    public int Connections { get; init; } = 65536;

    /// <summary>The largest IP packet on the wires.</summary>
    public int Mtu { get; init; } = 1500;
}
