namespace Lvs.Engine.Connections;

/// <summary>
/// The time of the connection table: CLOCK_MONOTONIC in units of 2^24 ns (16.8 ms), modulo 2^32 (2.28 years). The XDP
/// program stamps packets with it, so that a stamp is one shift and four bytes. Differences are taken modulo 2^32 and are
/// good for a year, IPVS's longest timeout.
/// </summary>
public static class Ticks
{
    /// <summary>How far nanoseconds are shifted down.</summary>
    public const int Shift = 24;

    /// <summary>From nanoseconds of CLOCK_MONOTONIC.</summary>
    public static uint FromNanoseconds(long nanoseconds) => (uint)(nanoseconds >> Shift);

    /// <summary>A duration: seconds to ticks, to the nearest tick.</summary>
    public static uint FromSeconds(double seconds) => (uint)Math.Round(seconds * 1e9 / (1 << Shift));

    /// <summary>A duration: ticks to seconds.</summary>
    public static double ToSeconds(uint ticks) => ticks * (double)(1 << Shift) / 1e9;

    /// <summary>How long ago, as a signed number: negative when <paramref name="then"/> lies ahead.</summary>
    public static int Since(uint now, uint then) => unchecked((int)(now - then));
}
