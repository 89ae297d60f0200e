using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class ChecksumTests
{
    private static readonly Random s_random = new(1071);

    private static ushort ToMemory(ushort hostOrder) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(hostOrder) : hostOrder;

    [Fact]
    public void Sum_EqualsTheStandard_AtEveryLength()
    {
        byte[] bytes = new byte[2100];
        s_random.NextBytes(bytes);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(ToMemory(FrameChecksum.Internet(bytes.AsSpan(0, length))), (ushort)~Checksum.Sum(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Sum_OfLargeInputs_DoesNotOverflow()
    {
        byte[] bytes = new byte[5_000_001];
        Array.Fill(bytes, (byte)0xff);
        bytes[77] = 0x12;
        Assert.Equal(ToMemory(FrameChecksum.Internet(bytes)), (ushort)~Checksum.Sum(bytes));
    }

    [Fact]
    public void Apply_EqualsRecomputing()
    {
        byte[] words = new byte[24];
        for (int i = 0; i < 20_000; i++)
        {
            s_random.NextBytes(words);
            if (i % 3 == 0)
                words.AsSpan(0, 20).Fill((byte)(i % 2 == 0 ? 0 : 0xff));
            words[22] |= 1;
            ushort before = (ushort)~Checksum.Sum(words);
            ushort old = BinaryPrimitives.ReadUInt16BigEndian(words.AsSpan(4));
            ushort changed = (ushort)s_random.Next(0x10000);
            BinaryPrimitives.WriteUInt16BigEndian(words.AsSpan(4), changed);
            Assert.Equal((ushort)~Checksum.Sum(words), Checksum.Apply(before, ChecksumDelta.Word(old, changed)));
        }
    }

    [Fact]
    public void UdpZero_StaysZero_AndIsNeverMade()
    {
        Assert.Equal(0, Checksum.ApplyUdp(0, 0x1234));
        for (int field = 1; field <= 0xffff; field++)
            Assert.NotEqual(0, Checksum.ApplyUdp((ushort)field, (ushort)field));
        Assert.Equal(0xffff, Checksum.ApplyUdp(0x1234, 0x1234));
    }

    [Fact]
    public void Delta_IsWhatTheTableDefines()
    {
        // field' = ~fold((u16)~field + delta), words as loaded from memory: 10.3.0.1:80 becomes 10.2.0.11:8080.
        ushort expected = Checksum.Add(
            Checksum.Add((ushort)~Word(10, 3), Word(10, 2)), Checksum.Add((ushort)~Word(0, 1), Word(0, 11)));
        Assert.Equal(expected, ChecksumDelta.Network(InetAddress.Parse("10.3.0.1"), InetAddress.Parse("10.2.0.11")));
        expected = Checksum.Add(expected, Checksum.Add((ushort)~Word(0, 80), Word(0x1f, 0x90)));
        Assert.Equal(expected, ChecksumDelta.Transport(InetAddress.Parse("10.3.0.1"), 80, InetAddress.Parse("10.2.0.11"), 8080));
        Assert.Equal(0, ChecksumDelta.Network(InetAddress.Parse("fd03::1"), InetAddress.Parse("fd02::11")));
        static ushort Word(byte first, byte second) => (ushort)(first | (second << 8));
    }

    [Fact]
    public void TransportChecksum_AgreesWithTheBuilder()
    {
        foreach ((string name, byte[] frame) in TestFrames.Good)
        {
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
            Assert.True(TransportChecksum.IsValid(frame, headers), name);
            Assert.True(Checksum.IsValidHeader(frame, headers), name);
            byte[] again = [.. frame];
            TransportChecksum.Write(again, headers);
            if (name != "udp4 unsummed")
                Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(again));
            if (headers.IsFragment || headers.Protocol == IpProtocol.Gre)
                continue;
            again[^1] ^= 0x10;
            Assert.False(TransportChecksum.IsValid(again, headers), name);
        }
    }

    [Fact]
    public void HeaderChecksum_IsVerified()
    {
        byte[] frame = [.. TestFrames.Good["tcp4"]];
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        frame[15] ^= 4;
        Assert.False(Checksum.IsValidHeader(frame, headers));
    }

    [Fact]
    public void Crc32C_KnownAnswers()
    {
        Assert.Equal(0xe3069283u, FrameChecksum.Crc32C("123456789"u8));
        byte[] packet = new byte[300];
        for (int length = 12; length < packet.Length; length++)
        {
            s_random.NextBytes(packet);
            byte[] zeroed = packet[..length];
            zeroed.AsSpan(8, 4).Clear();
            Assert.Equal(FrameChecksum.Crc32C(zeroed), SctpChecksum.Compute(packet.AsSpan(0, length)));
            SctpChecksum.Write(packet.AsSpan(0, length));
            Assert.True(SctpChecksum.IsValid(packet.AsSpan(0, length)));
        }
    }
}
