using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;

namespace Lvs.Engine.Directing;

/// <summary>
/// How many ICMP errors the director sends, as the kernel limits its own: each address gets a burst of six and then one in
/// icmp_ratelimit (inet_peer_xrlim_allow), all together a burst of 50 and 1000 a second (icmp_global_allow). What path MTU discovery
/// stands on is never held back. Addresses share a table of fixed size: one that takes another's place begins anew.
/// </summary>
internal sealed class IcmpRateLimiter
{
    private const int Burst = 6;
    private const int GlobalBurst = 50;
    private const int GlobalRate = 1000;
    private const int Peers = 4096;
    private static readonly uint _longest = Ticks.FromSeconds(60);

    private readonly Peer[] _peers = new Peer[Peers];
    private uint _globalSince;
    private double _globalTokens = GlobalBurst;
    private uint _interval;

    /// <summary>icmp_ratelimit, in milliseconds; 0 is no limit.</summary>
    public int Interval { set => _interval = value == 0 ? 0 : Math.Max(1, Ticks.FromSeconds(value / 1000.0)); }

    /// <summary>True when an error may be sent to an address now.</summary>
    public bool Allows(IcmpErrorKind kind, InetAddress to, uint now) =>
        _interval == 0 || kind == IcmpErrorKind.PacketTooBig || (AllowsPeer(to, now) && AllowsAll(now));

    private bool AllowsPeer(InetAddress to, uint now)
    {
        ref Peer peer = ref _peers[TupleHash.Of(0, to, to, 0, 0, 0) % Peers];
        if (peer.Address != to)
            peer = new Peer { Address = to, Tokens = Burst * _interval, Since = now };
        uint passed = Math.Min(now - peer.Since, _longest);
        peer.Since = now;
        peer.Tokens = Math.Min(peer.Tokens + passed, Burst * _interval);
        if (peer.Tokens < _interval)
            return false;
        peer.Tokens -= _interval;
        return true;
    }

    private bool AllowsAll(uint now)
    {
        double passed = Ticks.ToSeconds(Math.Min(now - _globalSince, _longest));
        _globalSince = now;
        _globalTokens = Math.Min(_globalTokens + (passed * GlobalRate), GlobalBurst);
        if (_globalTokens < 1)
            return false;
        _globalTokens--;
        return true;
    }

    private struct Peer
    {
        public InetAddress Address;
        public uint Tokens;
        public uint Since;
    }
}
