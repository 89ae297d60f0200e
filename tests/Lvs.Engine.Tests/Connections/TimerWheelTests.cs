using Lvs.Engine.Connections;

namespace Lvs.Engine.Tests.Connections;

public sealed class TimerWheelTests
{
    private static readonly uint Start = uint.MaxValue - 1000; // time wraps soon

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(100u)]
    [InlineData(5000u)]
    [InlineData(53_000u)] // 15 minutes
    [InlineData(300_000u)] // more than once round
    [InlineData(1_879_000_000u)] // a year
    public void A_slot_is_due_within_a_period_of_its_time_or_is_asked_again_before(uint ahead)
    {
        TimerWheel wheel = new(10, Start);
        wheel.Schedule(3, Start + ahead);
        uint now = Start;
        int asked = 0;
        while (true)
        {
            now += TimerWheel.Period;
            int slot = wheel.TakeDue(now);
            if (slot == 0)
                continue;
            Assert.Equal(3, slot);
            if (Ticks.Since(now, Start + ahead) >= 0)
                break;
            wheel.Schedule(3, Start + ahead);
            asked++;
        }

        Assert.InRange(Ticks.Since(now, Start + ahead), 0, 2 * (int)TimerWheel.Period);
        Assert.InRange(asked, 0, 1 + (int)(ahead / (4094 * TimerWheel.Period)));
        Assert.Equal(0, wheel.TakeDue(now + 10_000));
    }

    [Fact]
    public void A_time_that_has_passed_is_due_at_once()
    {
        TimerWheel wheel = new(10, Start);
        wheel.TakeDue(Start + 5000);
        wheel.Schedule(1, Start + 100);
        Assert.Equal(1, wheel.TakeDue(Start + 5000 + TimerWheel.Period));
    }

    [Fact]
    public void A_slot_that_is_scheduled_again_is_due_once()
    {
        TimerWheel wheel = new(10, Start);
        wheel.Schedule(1, Start + 100);
        wheel.Schedule(2, Start + 100);
        wheel.Schedule(1, Start + 1000);
        Assert.Equal([2], Drain(wheel, Start + 500));
        Assert.Equal([1], Drain(wheel, Start + 2000));
    }

    [Fact]
    public void A_slot_taken_out_of_anywhere_in_a_bucket_leaves_the_others()
    {
        for (int removed = 1; removed <= 3; removed++)
        {
            TimerWheel wheel = new(10, Start);
            for (int slot = 1; slot <= 3; slot++)
                wheel.Schedule(slot, Start + 100);
            wheel.Remove(removed);
            wheel.Remove(removed);
            Assert.False(wheel.IsScheduled(removed));
            Assert.Equal(Enumerable.Range(1, 3).Where(slot => slot != removed), Drain(wheel, Start + 500).Order());
        }
    }

    [Fact]
    public void The_order_is_that_of_the_times_to_about_a_second()
    {
        TimerWheel wheel = new(1000, Start);
        Random random = new(7);
        uint[] due = [.. Enumerable.Range(0, 1001).Select(_ => Start + (uint)random.Next(250_000))];
        for (int slot = 1; slot <= 1000; slot++)
            wheel.Schedule(slot, due[slot]);
        List<int> walked = [];
        DueOrder order = wheel.InOrder();
        while (order.TryNext(out int slot))
            walked.Add(slot);
        Assert.Equal(1000, walked.Distinct().Count());
        for (int i = 1; i < walked.Count; i++)
            Assert.True(Ticks.Since(due[walked[i]], due[walked[i - 1]]) > -(int)TimerWheel.Period);
    }

    [Fact]
    public void A_model_of_it_agrees_over_a_long_time()
    {
        TimerWheel wheel = new(200, Start);
        Dictionary<int, uint> model = [];
        Random random = new(1);
        uint now = Start;
        for (int step = 0; step < 20_000; step++)
        {
            int slot = random.Next(1, 201);
            if (random.Next(3) == 0)
            {
                wheel.Remove(slot);
                model.Remove(slot);
            }
            else
            {
                model[slot] = now + (uint)random.Next(20_000);
                wheel.Schedule(slot, model[slot]);
            }

            now += (uint)random.Next(50);
            foreach (int due in Drain(wheel, now))
            {
                Assert.True(Ticks.Since(now, model[due]) >= 0);
                model.Remove(due);
            }

            Assert.All(model.Values, time => Assert.True(Ticks.Since(now, time) <= (int)TimerWheel.Period));
        }
    }

    private static List<int> Drain(TimerWheel wheel, uint now)
    {
        List<int> slots = [];
        for (int slot = wheel.TakeDue(now); slot != 0; slot = wheel.TakeDue(now))
            slots.Add(slot);
        return slots;
    }
}
