namespace Lvs.Engine.Scheduling;

/// <summary>What all schedulers of a director share.</summary>
public sealed class SchedulingContext
{
    /// <summary>The randomness of twos, and of the drop_entry defence.</summary>
    public IRandom Random { get; init; } = new XorShiftRandom();

    /// <summary>How long lblc remembers a destination that is not asked for, in seconds (sysctl lblc_expiration, default a
    /// day).</summary>
    public uint LblcExpiration { get; set; } = 86_400;

    /// <summary>How long lblcr remembers a destination that is not asked for, and after how long without a change it takes a
    /// server out of a destination's set, in seconds (sysctl lblcr_expiration, default a day).</summary>
    public uint LblcrExpiration { get; set; } = 86_400;
}
