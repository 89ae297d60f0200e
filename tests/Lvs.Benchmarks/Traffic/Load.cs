using System.Net;

namespace Lvs.Benchmarks.Traffic;

/// <summary>A stream of 64-byte frames between clients and one address.</summary>
/// <param name="Protocol">6 or 17.</param>
/// <param name="Server">The address that all clients speak with: a virtual one, or a real server's for replies.</param>
/// <param name="Port">Its port.</param>
/// <param name="Flows">How many clients: addresses and ports.</param>
/// <param name="Order">How they follow each other.</param>
internal sealed record Load(byte Protocol, IPAddress Server, ushort Port, int Flows, TrafficOrder Order = TrafficOrder.InTurn)
{
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Syn = 0x02;
    public const byte Ack = 0x10;

    /// <summary>The first of the clients' addresses, in the network of /15 that RFC 2544 sets aside for benchmarks.</summary>
    public IPAddress Clients { get; init; } = IPAddress.Parse("198.18.0.0");

    /// <summary>Frames a second; 0 for as fast as it goes.</summary>
    public int Rate { get; init; }

    /// <summary>Frames that may be under way, or connections being served, at a time; 0 for no limit.</summary>
    public int Window { get; init; }

    /// <summary>TCP's flags.</summary>
    public byte Flags { get; init; } = Ack;

    /// <summary>The frame as the plan has it: the client's address, its port and the checksums are zero.</summary>
    public byte[] Template(ReadOnlySpan<byte> destinationMac, ReadOnlySpan<byte> sourceMac)
    {
        byte[] frame = new byte[TrafficPlan.FrameBytes];
        bool reply = Order.HasFlag(TrafficOrder.Reply);
        destinationMac.CopyTo(frame);
        sourceMac.CopyTo(frame.AsSpan(6));
        frame[12] = 8;
        frame[14] = 0x45;
        Write16(frame, 16, TrafficPlan.FrameBytes - 14);
        Write16(frame, 18, 1);
        frame[20] = 0x40; // don't fragment
        frame[22] = 64;
        frame[23] = Protocol;
        Server.TryWriteBytes(frame.AsSpan(reply ? 26 : 30), out _);
        Write16(frame, reply ? 34 : 36, Port);
        if (Protocol == Udp)
        {
            Write16(frame, 38, TrafficPlan.FrameBytes - 34);
            return frame;
        }

        Write16(frame, 40, 1);
        Write16(frame, 44, 1);
        frame[46] = 0x50;
        frame[47] = Flags;
        Write16(frame, 48, 0xffff);
        return frame;
    }

    private static void Write16(byte[] frame, int offset, int value) =>
        (frame[offset], frame[offset + 1]) = ((byte)(value >> 8), (byte)value);
}
