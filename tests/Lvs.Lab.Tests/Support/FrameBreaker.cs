using System.Net;

namespace Lvs.Lab.Tests.Support;

/// <summary>
/// Packets that are wrong in a way that a director must see before it forwards: cut off, lying about a length, with a broken IP
/// header, or pure noise. The same seed gives the same packets.
/// </summary>
internal sealed class FrameBreaker(int seed, IPAddress client, IPEndPoint udp, IPEndPoint tcp)
{
    private readonly Random _random = new(seed);

    /// <summary>The next packet, from the IP header on; at least one byte.</summary>
    public byte[] Next()
    {
        byte[] packet = _random.Next(2) == 0
            ? RawPackets.Datagram(Client(), udp, new byte[_random.Next(200)])
            : RawPackets.Segment(Client(), tcp, (byte)_random.Next(256));
        bool v6 = packet[0] >> 4 == 6;
        int header = v6 ? 40 : 20;
        switch (_random.Next(5))
        {
            case 0: // Cut off within the headers.
                return packet[.._random.Next(1, header + 8)];
            case 1: // A length larger than what is there.
                packet[v6 ? 4 : 2] = 0x7f;
                return packet;
            case 2 when !v6: // Header length below its own.
                packet[0] = (byte)(0x40 | _random.Next(5));
                return packet;
            case 3 when !v6: // A header checksum that is wrong.
                packet[10] ^= 0x55;
                return packet;
            case 4: // Another version in the header than on the frame.
                packet[0] = (byte)((packet[0] & 15) | (_random.Next(7, 16) << 4));
                return packet;
            default: // Noise.
                byte[] noise = new byte[_random.Next(1, 300)];
                _random.NextBytes(noise);
                noise[0] = (byte)(noise[0] & 15 | (v6 ? 0x60 : 0x40));
                return noise;
        }
    }

    private IPEndPoint Client() => new(client, _random.Next(1024, 65536));
}
