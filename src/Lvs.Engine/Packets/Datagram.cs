using Lvs.Engine.Addressing;

namespace Lvs.Engine.Packets;

/// <summary>A datagram in pieces: one slot of the reassembler.</summary>
internal struct Datagram
{
    /// <summary>Room for the first fragment's Ethernet and IP headers.</summary>
    public const int HeaderCapacity = 384;

    /// <summary>Pieces of memory a datagram of 65535 bytes takes.</summary>
    public const int MaxChunks = (65536 + ChunkPool.ChunkLength - 1) / ChunkPool.ChunkLength;

    public InetAddress Source;
    public InetAddress Destination;
    public uint Identification;

    /// <summary>IPv4's protocol; 0 for IPv6, where it is no part of the key.</summary>
    public byte Protocol;

    /// <summary>The ECN fields seen, one bit each.</summary>
    public byte Ecn;

    public bool HasLast;
    public uint Created;

    /// <summary>The next slot of the hash chain, or of the free list; -1 for none.</summary>
    public int Next;

    /// <summary>Neighbours in the order of creation within the family; -1 for none.</summary>
    public int Older;
    public int Newer;

    /// <summary>Where the payload ends as far as is known, and how much of it is here.</summary>
    public int End;
    public int Received;

    public int Runs;
    public int LargestFragment;
    public int LargestDontFragment;

    /// <summary>The first fragment's headers, 0 before it has come; and where the IP header begins in them.</summary>
    public int HeaderLength;
    public int NetworkOffset;


    public readonly bool Matches(in PacketHeaders headers) =>
        Identification == headers.Identification && Source == headers.Source && Destination == headers.Destination
        && (headers.Family == InetFamily.V6 || Protocol == headers.Protocol);
}
