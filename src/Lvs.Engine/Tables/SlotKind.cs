namespace Lvs.Engine.Tables;

/// <summary>What a slot of the connection table holds: enum lvs_kind.</summary>
public enum SlotKind : byte
{
    /// <summary>Nothing.</summary>
    Free = 0,

    /// <summary>A connection, found by the index.</summary>
    Connection = 1,

    /// <summary>A persistence template.</summary>
    Template = 2,

    /// <summary>Out of the index; waits until no CPU can still hold it.</summary>
    Retired = 3,
}
