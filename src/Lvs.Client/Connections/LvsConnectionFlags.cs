namespace Lvs.Client;

/// <summary>The flags of a row.</summary>
[Flags]
public enum LvsConnectionFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It is a persistence template, no connection.</summary>
    Template = 1,

    /// <summary>It belongs to a template.</summary>
    Controlled = 2,

    /// <summary>One-packet scheduling.</summary>
    OnePacket = 4,

    /// <summary>No packet of the server was seen: the one-sided state table applies.</summary>
    NoOutput = 8,
}
