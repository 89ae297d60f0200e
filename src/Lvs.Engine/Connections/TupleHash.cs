using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Connections;

/// <summary>The hash of a packet's five-tuple that finds its bucket; defined in lvs_abi.h, and the same in the XDP program.</summary>
public static class TupleHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Hashes a tuple as a packet shows it.</summary>
    /// <param name="seed">The table's random seed, against clients that choose their ports to collide.</param>
    /// <param name="source">The packet's source.</param>
    /// <param name="destination">The packet's destination, of the same family.</param>
    /// <param name="sourcePortRaw">In network order, as loaded from memory.</param>
    /// <param name="destinationPortRaw">In network order, as loaded from memory.</param>
    /// <param name="protocol">The IANA number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(
        ulong seed, in InetAddress source, in InetAddress destination, ushort sourcePortRaw, ushort destinationPortRaw, byte protocol)
    {
        ulong hash = seed;
        if (source.IsV4)
        {
            hash = Mix(hash, (uint)source.RawFirst | (destination.RawFirst << 32));
        }
        else
        {
            hash = Mix(hash, source.RawFirst);
            hash = Mix(hash, source.RawSecond);
            hash = Mix(hash, destination.RawFirst);
            hash = Mix(hash, destination.RawSecond);
        }

        hash = Mix(hash, sourcePortRaw | ((ulong)destinationPortRaw << 16) | ((ulong)protocol << 32));
        return Mix(hash, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 32);
    }
}
