using System.Runtime.CompilerServices;
using Lvs.Engine.Addressing;

namespace Lvs.Engine.Scheduling;

/// <summary>The hashes of IPVS's sh, dh and mh schedulers.</summary>
internal static class AddressHash
{
    // GOLDEN_RATIO_32 of the kernel's hash_32().
    private const uint GoldenRatio = 0x61C88647;

    /// <summary>An address folded to 32 bits in host order: IPv6 is the exclusive or of its four words. The family that counts
    /// is the service's, also for servers of the other one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Fold(InetAddress address, bool asV6) =>
        asV6 ? address.Word(0) ^ address.Word(1) ^ address.Word(2) ^ address.Word(3) : address.Word(0);

    /// <summary>The upper 8 bits of the product with the golden ratio: the bucket of sh and dh.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bucket256(uint value) => (int)(unchecked(value * GoldenRatio) >> 24);

    /// <summary>The kernel's hsiphash of one 32-bit word on 64-bit machines: SipHash-1-3 with both halves of the key alike, its
    /// lower half.</summary>
    public static uint HalfSip(uint value, ulong key)
    {
        ulong v0 = 0x736f6d6570736575 ^ key;
        ulong v1 = 0x646f72616e646f6d ^ key;
        ulong v2 = 0x6c7967656e657261 ^ key;
        ulong v3 = 0x7465646279746573 ^ key;
        ulong block = (4UL << 56) | value;
        v3 ^= block;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= block;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return (uint)(v0 ^ v1 ^ v2 ^ v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = ulong.RotateLeft(v1, 13) ^ v0;
        v0 = ulong.RotateLeft(v0, 32);
        v2 += v3;
        v3 = ulong.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = ulong.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = ulong.RotateLeft(v1, 17) ^ v2;
        v2 = ulong.RotateLeft(v2, 32);
    }
}
