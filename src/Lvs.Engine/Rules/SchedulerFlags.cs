namespace Lvs.Engine.Rules;

/// <summary>The flags of <c>ipvsadm -b</c>; values as in IPVS (IP_VS_SVC_F_SCHED1 to 3, shifted down).</summary>
[Flags]
public enum SchedulerFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>flag-1: sh-fallback, mh-fallback.</summary>
    Fallback = 1,

    /// <summary>flag-2: sh-port, mh-port.</summary>
    Port = 2,

    /// <summary>flag-3: not used by any scheduler.</summary>
    Flag3 = 4,
}
