using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>lblc and lblcr: what they remember, and for how long.</summary>
public sealed class LocalityTests
{
    [Fact]
    public void A_destination_keeps_its_server()
    {
        RuleBook book = Servers("lblc", 3, weight: 10);
        Assert.Equal("3 3 3", book.Open(3, To(1)));
        Assert.Equal("2 2", book.Open(2, To(2)));
    }

    [Fact]
    public void The_threshold_does_not_count_for_a_destination_that_is_known()
    {
        RuleBook book = Book.With("lblc");
        book.Add(1, weight: 10, upper: 1);
        Assert.Equal("1 1", book.Open(2, To(1)));
        Assert.Equal("0", book.Open(1, To(2)));
    }

    [Fact]
    public void Another_server_takes_over_when_one_is_overtaxed_and_another_idles()
    {
        RuleBook book = Servers("lblc", 2, weight: 2);
        Assert.Equal("2 2 2 1 1", book.Open(5, To(1)));
    }

    [Fact]
    public void A_set_grows_and_its_least_loaded_serves()
    {
        RuleBook book = Servers("lblcr", 2, weight: 2);
        Assert.Equal("2 2 2 1 1 1 1", book.Open(7, To(1)));
    }

    [Fact]
    public void A_removed_server_is_remembered_as_long_as_the_cache_knows_it()
    {
        RuleBook book = Servers("lblc", 1, weight: 1);
        Assert.NotNull(book.Pick(To(1)));
        int id = book.Find(Book.Web)!.Servers.Single().Id;
        book.Remove(1);
        for (uint minute = 0; minute < 20; minute++)
            book.Purge(minute * Ticks.FromSeconds(60));
        Assert.NotNull(book.FindServer(id));
        book.RemoveService(Book.Web);
        book.Purge(Ticks.FromSeconds(2000));
        book.Purge(Ticks.FromSeconds(2200));
        Assert.Null(book.FindServer(id));
    }

    [Fact]
    public void Entries_go_after_a_day_without_use()
    {
        RuleBook book = Servers("lblc", 2, weight: 1);
        LocalityLeastConnectionScheduler scheduler = (LocalityLeastConnectionScheduler)book.Find(Book.Web)!.Scheduler!;
        book.Pick(To(1));
        book.Pick(To(2));
        uint minute = Ticks.FromSeconds(60.1);
        uint now = 0;
        for (int i = 0; i < 1400; i++, now += minute)
        {
            book.Maintain(now);
            book.Pick(To(2, now));
        }

        Assert.Equal(2, scheduler.Destinations);
        for (int i = 0; i < 100; i++, now += minute)
        {
            book.Maintain(now);
            book.Pick(To(2, now));
        }

        Assert.Equal(1, scheduler.Destinations);
    }

    [Fact]
    public void A_crowded_cache_loses_what_has_been_idle_for_six_minutes_and_never_overflows()
    {
        RuleBook book = Servers("lblc", 1, weight: 1);
        LocalityLeastConnectionScheduler scheduler = (LocalityLeastConnectionScheduler)book.Find(Book.Web)!.Scheduler!;
        book.Maintain(0);
        for (int i = 0; i < 70_000; i++)
            Assert.NotNull(book.Pick(To(i)));
        Assert.Equal(65_536, scheduler.Destinations);
        uint now = Ticks.FromSeconds(361);
        book.Maintain(now);

        // Half of the preferred size at a time, in whole buckets.
        Assert.InRange(scheduler.Destinations, 65_536 - 8192 - 400, 65_536 - 8192);
        int known = scheduler.Destinations;
        book.Maintain(now + Ticks.FromSeconds(30));
        Assert.Equal(known, scheduler.Destinations);
        Assert.Equal(known, book.Find(Book.Web)!.Servers.Single().CacheReferences);
    }

    [Fact]
    public void A_set_that_has_not_changed_for_a_day_loses_its_most_loaded_server()
    {
        RuleBook book = Servers("lblcr", 2, weight: 2);
        Assert.Equal("2 2 2 1", book.Open(4, To(1)));
        book.Open(1, To(1, Ticks.FromSeconds(86_500)));

        // Server 2 with three connections has left the set: 1 serves although it has no fewer.
        Assert.Equal("1", book.Open(1, To(1, Ticks.FromSeconds(86_501))));
        RealServer second = book.Find(Book.Web)!.Servers.First!;
        Assert.Equal(0, second.CacheReferences);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(200)]
    public void A_large_set_finds_what_a_walk_through_it_finds(int servers)
    {
        Random random = new(servers);
        RuleBook book = Servers("lblcr", servers, weight: 1);
        RealServer[] all = [.. book.Find(Book.Web)!.Servers];
        Dictionary<int, List<RealServer>> sets = [];
        for (int step = 0; step < 8000; step++)
        {
            int destination = random.Next(6) == 0 ? random.Next(5) : 0;
            List<RealServer> set = sets.TryGetValue(destination, out List<RealServer>? known) ? known : sets[destination] = [];
            RealServer? expected = Walk(set);
            RealServer? least = Walk(all.Where(static server => server.IsAvailable));
            bool idle = all.Any(static server => server.IsAvailable && server.ActiveConnections * 2 < server.Weight);
            if (expected is null || (expected.ActiveConnections > expected.Weight && idle))
                expected = least;
            RealServer? picked = book.Pick(To(destination));
            Assert.Equal(expected, picked);
            if (picked is not null && !set.Contains(picked))
                set.Insert(0, picked);
            picked?.ConnectionAdded(active: true);

            RealServer any = all[random.Next(all.Length)];
            if (any.ActiveConnections > 0 && random.Next(3) > 0)
                any.ConnectionRemoved(wasActive: true);
            if (any.IsAvailable && random.Next(30) == 0)
                book.EditServer(Book.Web, any.Key, Book.Masquerade(random.Next(0, 6), upper: (uint)random.Next(0, 12)));
        }

        static RealServer? Walk(IEnumerable<RealServer> servers)
        {
            RealServer? least = null;
            foreach (RealServer server in servers)
                if (server is { IsOverloaded: false, Weight: > 0, IsAvailable: true }
                    && (least is null || server.Overhead * least.Weight < least.Overhead * server.Weight))
                    least = server;
            return least;
        }
    }

    private static RuleBook Servers(string scheduler, int count, int weight)
    {
        RuleBook book = Book.With(scheduler, 300);
        for (int i = 1; i <= count; i++)
            book.Add(i, weight);
        return book;
    }

    private static SchedulingRequest To(int destination, uint now = 0) =>
        new(InetAddress.Parse("10.1.0.1"), 1024, InetAddress.FromV4(0xC6120000u + (uint)destination), 80, now);
}
