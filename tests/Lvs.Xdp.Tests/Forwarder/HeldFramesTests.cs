using Lvs.Engine.Addressing;

namespace Lvs.Xdp.Tests;

public sealed class HeldFramesTests
{
    private static readonly InetAddress Near = InetAddress.Parse("10.0.0.1");
    private static readonly InetAddress Far = InetAddress.Parse("2001:db8::1");

    [Fact]
    public void A_neighbours_answer_releases_its_frames_in_order_and_nobody_elses()
    {
        var held = new HeldFrames();
        held.Hold([1], 5, Near, 0);
        held.Hold([9], 6, Far, 0);
        held.Hold([2, 2], 5, Near, 0);
        Assert.False(held.TryTake(out _));
        held.Release(Near);
        Assert.Equal([1], Take(held));
        Assert.Equal([2, 2], Take(held));
        Assert.False(held.TryTake(out _));
        Assert.Equal(1, held.Count);
        Assert.Equal(0UL, held.Dropped);
    }

    [Fact]
    public void The_oldest_of_a_neighbour_goes_first()
    {
        var held = new HeldFrames();
        for (byte i = 0; i < HeldFrames.PerNeighbour + 2; i++)
            held.Hold([i], 1, Near, i);
        Assert.Equal(HeldFrames.PerNeighbour, held.Count);
        Assert.Equal(2UL, held.Dropped);
        held.Release(Near);
        Assert.Equal([2], Take(held));
    }

    [Fact]
    public void There_are_not_many_in_all()
    {
        var held = new HeldFrames();
        for (uint i = 0; i < HeldFrames.Limit + 100; i++)
            held.Hold([0], 1, InetAddress.FromV4(i), 0);
        Assert.Equal(HeldFrames.Limit, held.Count);
        Assert.Equal(100UL, held.Dropped);
    }

    [Fact]
    public void What_has_waited_too_long_is_given_up()
    {
        var held = new HeldFrames();
        held.Hold([1], 1, Near, 100);
        held.Hold([2], 1, Near, 200);
        held.Hold([3], 1, Far, 100);
        held.Expire(150);
        Assert.Equal(1, held.Count);
        Assert.Equal(2UL, held.Dropped);
        held.Release(Far);
        Assert.False(held.TryTake(out _));
        held.Release(Near);
        Assert.Equal([2], Take(held));
    }

    private static byte[] Take(HeldFrames held)
    {
        Assert.True(held.TryTake(out HeldFrames.Held frame));
        byte[] bytes = frame.Frame.ToArray();
        HeldFrames.Return(frame);
        return bytes;
    }
}
