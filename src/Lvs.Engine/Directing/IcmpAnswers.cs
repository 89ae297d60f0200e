using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;

namespace Lvs.Engine.Directing;

/// <summary>The ICMP errors that the director sends of its own.</summary>
internal sealed class IcmpAnswers(FrameOutput output, ReasonCounters reasons)
{
    private readonly byte[] _storage = new byte[2048]; // an error is 1280 bytes at most, see IcmpErrors
    private readonly IcmpRateLimiter _limiter = new();
    private ushort _identification;

    /// <summary>icmp_ratelimit, in milliseconds; 0 is no limit.</summary>
    public int RateLimit { set => _limiter.Interval = value; }

    /// <summary>Tells who sent a packet what has become of it.</summary>
    /// <param name="frame">The packet.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="kind">What has become of it.</param>
    /// <param name="mtu">For a packet too big: the size that fits.</param>
    /// <param name="source">Whom the error comes from.</param>
    /// <param name="reason">Counts it.</param>
    /// <param name="now">The time.</param>
    public void Send(
        ReadOnlySpan<byte> frame, in PacketHeaders headers, IcmpErrorKind kind, int mtu, in InetAddress source,
        DirectorReason reason, uint now)
    {
        reasons.Count(reason);
        if (!_limiter.Allows(kind, headers.Source, now))
        {
            reasons.Count(DirectorReason.LimitIcmp);
            return;
        }

        if (IcmpErrors.TryBuild(
            frame, headers, kind, mtu, source, _identification++, _storage, PacketBuffer.DefaultHeadroom, out PacketBuffer error,
            out PacketHeaders built))
            output.Route(ref error, ref built);
    }

    /// <summary>Tells a client on what happened to its packet within a tunnel.</summary>
    /// <param name="frame">The error about the tunnel's packet.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="inner">The client's packet in it.</param>
    /// <param name="mtu">For a packet too big: the size that fits.</param>
    /// <param name="now">The time.</param>
    public void Relay(ReadOnlySpan<byte> frame, in PacketHeaders headers, in QuotedPacket inner, int mtu, uint now)
    {
        IcmpErrorKind kind = IcmpErrors.ReportedMtu(frame, headers) != 0 ? IcmpErrorKind.PacketTooBig : IcmpErrorKind.TimeExceeded;
        if (!_limiter.Allows(kind, inner.Source, now))
        {
            reasons.Count(DirectorReason.LimitIcmp);
            return;
        }

        if (IcmpErrors.TryRelay(
            frame, headers, inner, mtu, inner.Destination, _identification++, _storage, PacketBuffer.DefaultHeadroom,
            out PacketBuffer error, out PacketHeaders built))
            output.Route(ref error, ref built);
    }
}
