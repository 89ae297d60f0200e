using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>
/// A service key in the form that is looked up for packets: five machine words, a hash of three multiplications. The
/// table holds only what the operator configured, so nobody outside can choose keys that collide.
/// </summary>
internal readonly struct LookupKey : IEquatable<LookupKey>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly uint _kind;

    private LookupKey(ulong first, ulong second, uint kind)
    {
        _first = first;
        _second = second;
        _kind = kind;
    }

    public static LookupKey ForAddress(Protocol protocol, InetAddress address, ushort port) =>
        new(address.RawFirst, address.RawSecond, ((uint)address.Family << 24) | ((uint)protocol << 16) | port);

    // The protocol byte 255 keeps marks apart from every address.
    public static LookupKey ForMark(uint mark, InetFamily family) => new(mark, 0, ((uint)family << 24) | (255u << 16));

    public static LookupKey For(ServiceKey key) => key.IsFirewallMark
        ? ForMark(key.FirewallMark, key.Family)
        : ForAddress(key.Protocol, key.Address, key.Port);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(LookupKey other) => _first == other._first && _kind == other._kind && _second == other._second;

    public override bool Equals(object? obj) => obj is LookupKey other && Equals(other);

    public override int GetHashCode()
    {
        ulong hash = (_first * 0x9E3779B97F4A7C15) ^ ((_second * 0xC2B2AE3D27D4EB4F) >> 7) ^ ((ulong)_kind * 0x165667B19E3779F9);
        return (int)(hash >> 32);
    }
}
