namespace Lvs.Engine.Rules;

/// <summary>The ranges that IPVS and ipvsadm accept.</summary>
public static class RuleLimits
{
    /// <summary>The largest weight. The manual page says 65535; IPVS takes every non-negative int (recording cli-errors), and so
    /// do we.</summary>
    public const int MaximumWeight = int.MaxValue;

    /// <summary>The largest timeout in seconds, a year less one second: ipvsadm refuses 31536000.</summary>
    public const uint MaximumTimeout = 31_535_999;

    /// <summary>How long a removed real server that nothing refers to is kept at least, in seconds
    /// (IP_VS_DEST_TRASH_PERIOD).</summary>
    public const int TrashSeconds = 120;
}
