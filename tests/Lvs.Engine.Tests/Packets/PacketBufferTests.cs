using Lvs.Engine.Packets;

namespace Lvs.Engine.Tests.Packets;

public sealed class PacketBufferTests
{
    [Fact]
    public void Prepend_TakesHeadroom_UntilItIsUsedUp()
    {
        PacketBuffer buffer = new(new byte[300], 256, 40);
        Assert.Equal(4, buffer.Tailroom);
        Assert.True(buffer.TryPrepend(256));
        Assert.False(buffer.TryPrepend(1));
        Assert.Equal((0, 296), (buffer.Start, buffer.Length));
    }

    [Fact]
    public void Trim_NeverGoesBeyondTheFrame()
    {
        PacketBuffer buffer = new(new byte[300], 256, 40);
        Assert.True(buffer.TrimFront(30));
        Assert.False(buffer.TrimFront(11));
        Assert.False(buffer.Truncate(11));
        Assert.True(buffer.Truncate(10));
        Assert.Equal((286, 10), (buffer.Start, buffer.Length));
    }

    [Fact]
    public void NegativeCounts_AreRefused()
    {
        PacketBuffer buffer = new(new byte[300], 256, 40);
        Assert.False(buffer.TryPrepend(-1));
        Assert.False(buffer.TrimFront(-1));
        Assert.False(buffer.Truncate(-1));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, -1)]
    [InlineData(5, 96)]
    [InlineData(101, 0)]
    public void FrameOutsideStorage_IsRefused(int start, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacketBuffer(new byte[100], start, length).Length);

    [Fact]
    public void Copy_FailsWhenItDoesNotFit()
    {
        byte[] storage = new byte[100];
        Assert.False(PacketBuffer.TryCopy(new byte[50], storage, 51, out _));
        Assert.True(PacketBuffer.TryCopy([1, 2], storage, 98, out PacketBuffer buffer));
        Assert.Equal([1, 2], buffer.Frame.ToArray());
    }
}
