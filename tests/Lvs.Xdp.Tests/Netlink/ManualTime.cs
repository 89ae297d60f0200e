namespace Lvs.Xdp.Tests.Netlink;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now = 1_000_000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _now;

    public void Advance(double seconds) => _now += (long)(seconds * 1000);
}
