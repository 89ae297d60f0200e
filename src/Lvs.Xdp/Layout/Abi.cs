namespace Lvs.Xdp.Layout;

/// <summary>The constants of lvs_abi.h that this library needs.</summary>
internal static class Abi
{
    internal const uint Version = 3;
    internal const uint Reasons = 64;
    internal const int MaxLinks = 65536;
    internal const int MaxXsks = 1024;
    internal const int MarkRanges = 16;

    internal const uint LinkKnown = 0x01;
    internal const uint LinkRedirect = 0x02;

    internal const uint ServerReady = 0x01;
    internal const uint ServerLocal = 0x02;
    internal const uint ServerGone = 0x04;
    internal const uint ServerPunt = 0x08;
    internal const uint ServerNoDestination = 0x10;
    internal const uint ServerQuiet = 0x20;

    internal const uint SetFtpFallback = 0x04;
    internal const uint SetMarks4 = 0x40;
    internal const uint SetMarks6 = 0x80;

    internal const uint AddressVirtual = 0x01;
    internal const uint AddressServer = 0x02;
}
