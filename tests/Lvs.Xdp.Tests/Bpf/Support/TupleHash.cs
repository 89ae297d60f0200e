using System.Buffers.Binary;
using System.Net;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>The index's hash as the comment in lvs_abi.h defines it, written from that comment alone.</summary>
internal static class TupleHash
{
    internal static ulong Of(ulong seed, string source, int sourcePort, string destination, int destinationPort, byte protocol)
    {
        byte[] from = IPAddress.Parse(source).GetAddressBytes();
        byte[] to = IPAddress.Parse(destination).GetAddressBytes();
        ulong hash = seed;
        foreach (byte[] part in from.Length == 4 ? [[.. from, .. to]] : new[] { from[..8], from[8..], to[..8], to[8..] })
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(part));
        hash = Mix(hash, Swap(sourcePort) | ((ulong)Swap(destinationPort) << 16) | ((ulong)protocol << 32));
        return Mix(hash, 0);
    }

    internal static uint Tag(ulong hash) => (uint)(hash >> 57);

    internal static uint FirstBucket(ulong hash, uint mask) => (uint)hash & mask;

    internal static uint SecondBucket(ulong hash, uint mask) => (FirstBucket(hash, mask) ^ ((Tag(hash) + 1) * 0x5bd1e995)) & mask;

    internal static uint Entry(ulong hash, int slot, bool reply) => (uint)slot | (reply ? 1u << 24 : 0) | (Tag(hash) << 25);

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 32);
    }

    private static ushort Swap(int port) => BinaryPrimitives.ReverseEndianness((ushort)port);
}
