namespace Lvs.Client;

/// <summary>A change of a virtual service: what is null stays as it is.</summary>
public sealed record LvsServicePatch
{
    /// <summary>The scheduler's name, or none.</summary>
    public string? Scheduler { get; set; }

    /// <summary>All flags anew; an empty list clears them, and so does another scheduler without any.</summary>
    public IReadOnlyList<string>? SchedulerFlags { get; set; }

    /// <summary>Seconds; 0 ends persistence.</summary>
    public long? PersistenceTimeout { get; set; }

    /// <summary>A netmask or prefix length; 255.255.255.255 or 128 is the whole address.</summary>
    public string? PersistenceMask { get; set; }

    /// <summary>sip, or none to have none.</summary>
    public string? PersistenceEngine { get; set; }

    /// <summary>One-packet scheduling.</summary>
    public bool? OnePacket { get; set; }

    /// <summary>Timeouts of this service alone; all three 0 follows the director's again.</summary>
    public LvsTimeouts? Timeouts { get; set; }
}
