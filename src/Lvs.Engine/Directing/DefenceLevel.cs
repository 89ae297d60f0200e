namespace Lvs.Engine;

/// <summary>When a defence against floods is on: the values of the sysctls drop_entry, drop_packet and secure_tcp. The kernel
/// itself moves between 1 and 2 as memory gets short and recovers, so that both mean the same to whoever sets them.</summary>
public enum DefenceLevel
{
    /// <summary>Never.</summary>
    Never = 0,

    /// <summary>While memory is short.</summary>
    WhenShort = 1,

    /// <summary>While memory is short, and it was when this was set.</summary>
    Short = 2,

    /// <summary>Always.</summary>
    Always = 3,
}
