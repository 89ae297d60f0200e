namespace Lvs.Engine.Scheduling;

/// <summary>A source of random numbers, so that tests can choose them.</summary>
public interface IRandom
{
    /// <summary>All 32 bits equally likely.</summary>
    uint NextUInt32();
}
