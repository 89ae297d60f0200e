using Lvs.Engine.Connections;
using Lvs.Engine.Tables;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>
/// Says how long the ways to clients hold that the XDP program keeps in its connections (route.h): until something changes that the
/// host's routing goes by, and never longer than a few seconds without a word from here, so that they end with lvsd. One thread uses it.
/// </summary>
internal sealed class KeptRoutes : IDisposable
{
    private const long Second = 1_000_000_000;
    private const long Renewal = Second;
    private const long Validity = 4 * Second;

    // What no notification tells: a path MTU that was learned or has expired.
    private const long LongestEpoch = 10 * Second;

    private readonly MappedArray<SettingsSlot> _settings;
    private long _renewed;
    private long _began;

    internal KeptRoutes(DataPlane plane)
    {
        _settings = plane.Array<SettingsSlot>(MapNames.Settings);
        Forget(Libc.MonotonicNanoseconds());
    }

    /// <summary>Has every way asked for again that the changes may concern, and those are any: routing is by more than
    /// the destination.</summary>
    internal void Apply(NetworkChanges changes)
    {
        if (changes.MayAffectAny)
            Forget(Libc.MonotonicNanoseconds());
    }

    /// <summary>The upkeep, of every round.</summary>
    /// <param name="now">Monotonic nanoseconds.</param>
    internal void Maintain(long now)
    {
        if (now - _began >= LongestEpoch)
            Forget(now);
        else if (now - _renewed >= Renewal)
            Renew(now);
    }

    /// <summary>From here on nobody follows the changes: no way holds. The epoch goes on with the next lvsd, for it must
    /// not come again.</summary>
    public void Dispose() => Volatile.Write(ref _settings[0].RoutesUntil, Ticks.FromNanoseconds(Libc.MonotonicNanoseconds()));

    private void Forget(long now)
    {
        ref uint epoch = ref _settings[0].RouteEpoch;
        _began = now;
        Volatile.Write(ref epoch, epoch >= ushort.MaxValue ? 1 : epoch + 1);
        Renew(now);
    }

    private void Renew(long now)
    {
        _renewed = now;
        Volatile.Write(ref _settings[0].RoutesUntil, Ticks.FromNanoseconds(now + Validity));
    }
}
