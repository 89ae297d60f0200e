namespace Lvs.Engine.Packets;

/// <summary>The ECN mark of a reassembled datagram (RFC 3168 section 5.3), as Linux decides it.</summary>
internal static class FragmentEcn
{
    private const byte NotCapable = 1 << 0;
    private const byte CongestionExperienced = 1 << 3;

    /// <summary>A fragment's ECN field as one of four bits.</summary>
    public static byte BitOf(byte trafficClass) => (byte)(1 << (trafficClass & 3));

    /// <summary>True when fragments without ECN are mixed with others: the datagram is not to be trusted.</summary>
    public static bool IsInvalid(byte seen) => (seen & NotCapable) != 0 && seen != NotCapable;

    /// <summary>What is set in the datagram's field: both bits when any fragment experienced congestion, otherwise nothing more.</summary>
    public static byte Mark(byte seen) => (seen & CongestionExperienced) != 0 ? (byte)3 : (byte)0;
}
