namespace Lvs.Engine.Directing;

/// <summary>The settings that the XDP program must know: LVS_SET_* of lvs_abi.h. Others own the other bits of the word.</summary>
internal static class SettingFlags
{
    public const uint SloppyTcp = 0x01;
    public const uint SloppySctp = 0x02;
    public const uint NoPathMtuDiscovery = 0x08;
    public const uint Reuse = 0x10;
    public const uint ReuseFin = 0x20;
    public const uint NatIcmp = 0x100;
    public const uint ScheduleIcmp = 0x200;

    /// <summary>Writes them.</summary>
    public static void Write(ref uint flags, DirectorSettings settings)
    {
        Set(ref flags, SloppyTcp, settings.SloppyTcp);
        Set(ref flags, SloppySctp, settings.SloppySctp);
        Set(ref flags, NoPathMtuDiscovery, !settings.PmtuDisc);
        Set(ref flags, Reuse, (settings.ConnReuseMode & 1) != 0);
        Set(ref flags, ReuseFin, (settings.ConnReuseMode & 2) != 0);
        Set(ref flags, NatIcmp, settings.NatIcmpSend);
        Set(ref flags, ScheduleIcmp, settings.ScheduleIcmp);
    }

    private static void Set(ref uint flags, uint flag, bool on)
    {
        if (on)
            Interlocked.Or(ref flags, flag);
        else
            Interlocked.And(ref flags, ~flag);
    }
}
