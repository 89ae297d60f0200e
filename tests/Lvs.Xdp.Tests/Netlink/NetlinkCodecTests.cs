using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

public sealed class NetlinkCodecTests
{
    [Fact]
    public void What_is_written_is_read_back_with_padding_and_nesting()
    {
        NetlinkWriter writer = new(new byte[256], 42, 7, 99, 5);
        writer.Fixed[4] = 0xAB;
        writer.Put(1, "abc");
        int nest = writer.Begin(NetlinkConstants.NLA_F_NESTED | 2);
        writer.Put(3, 0x01020304u);
        writer.Put(4, InetAddress.Parse("2001:db8::1"));
        writer.End(nest);
        ReadOnlySpan<byte> bytes = writer.Finish();
        Assert.Equal(0, bytes.Length % 4);

        NetlinkReader reader = new(bytes);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        Assert.Equal((42, 7, 99u), (message.Type, message.Flags, message.Sequence));
        Assert.Equal(0xAB, message.Payload[4]);
        AttributeReader attributes = new(message.Payload[8..]);
        Assert.True(attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value));
        Assert.Equal((1, "abc"), (type, AttributeValues.Text(value)));
        Assert.True(attributes.TryRead(out type, out value));
        Assert.Equal(2, type);
        AttributeReader inner = new(value);
        Assert.True(inner.TryRead(out type, out value));
        Assert.Equal((3, 0x01020304u), (type, AttributeValues.U32(value)));
        Assert.True(inner.TryRead(out type, out value));
        Assert.Equal(InetAddress.Parse("2001:db8::1"), AttributeValues.Address(value, InetFamily.V6));
        Assert.False(inner.TryRead(out _, out _));
        Assert.False(attributes.TryRead(out _, out _));
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.IsMalformed);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(15u)]
    [InlineData(21u)]
    [InlineData(uint.MaxValue)]
    public void A_message_length_that_lies_ends_the_walk(uint length)
    {
        byte[] bytes = new byte[20];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        NetlinkReader reader = new(bytes);
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.IsMalformed);
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_attribute_length_that_lies_ends_the_walk(int length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)length);
        AttributeReader reader = new(bytes);
        Assert.False(reader.TryRead(out _, out _));
    }

    [Fact]
    public void The_kernels_own_words_are_found()
    {
        NetlinkReader reader = new(Messages.Error(22, "Invalid prefix length"));
        Assert.True(reader.TryRead(out NetlinkMessage error));
        Assert.Equal("Invalid prefix length", NetlinkChannel.Reason(error));
        reader = new(Messages.Error(22, null));
        Assert.True(reader.TryRead(out error));
        Assert.Null(NetlinkChannel.Reason(error));
    }

    // Random bytes, and real messages with random bytes changed: nothing may throw, whatever is decoded.
    [Fact]
    public void Random_bytes_never_crash_a_decoder()
    {
        Random random = new(20260101);
        byte[][] samples =
        [
            Messages.Link(7, "eth0.5", "vlan", parent: 2, vlan: 5),
            Messages.Link(8, "br0", "bridge", master: 3),
            Messages.Error(17, "Address already assigned"),
        ];
        ushort[] types = [2, 3, 16, 17, 20, 21, 24, 25, 28, 29, 32, 104];
        NetworkState state = new();
        int applied = 0;
        for (int round = 0; round < 300_000; round++)
        {
            byte[] bytes;
            if (round % 2 == 0)
            {
                bytes = new byte[random.Next(0, 160)];
                random.NextBytes(bytes);
                if (bytes.Length >= 16)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)bytes.Length);
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), types[random.Next(types.Length)]);
                    if (bytes.Length > 16)
                        bytes[16] = (byte)(random.Next(3) switch { 0 => 2, 1 => 10, _ => 0 });
                }
            }
            else
            {
                bytes = [.. samples[random.Next(samples.Length)]];
                for (int change = random.Next(1, 6); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            NetlinkReader reader = new(bytes);
            while (reader.TryRead(out NetlinkMessage message))
            {
                state.Apply(message);
                NetlinkChannel.Reason(message);
                NetdevFeatures.TryDecode(message, out _);
                applied++;
            }

            state.Changes.Clear();
        }

        Assert.InRange(applied, 100_000, 1_000_000);
    }
}
