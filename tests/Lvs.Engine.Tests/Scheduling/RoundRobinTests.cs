using Lvs.Engine.Rules;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>rr and wrr: where they go on after each kind of change.</summary>
public sealed class RoundRobinTests
{
    [Fact]
    public void The_last_added_comes_first() => Assert.Equal("3 2 1 3 2", Servers("rr", 1, 1, 1).Open(5));

    [Fact]
    public void The_place_is_kept_when_the_server_it_is_at_goes()
    {
        RuleBook book = Servers("rr", 1, 1, 1, 1);
        Assert.Equal("4 3", book.Open(2));
        book.Remove(3);
        Assert.Equal("2 1 4", book.Open(3));
    }

    [Fact]
    public void When_the_first_goes_the_place_is_the_head_again()
    {
        RuleBook book = Servers("rr", 1, 1);
        Assert.Equal("2", book.Open(1));
        book.Remove(2);
        book.Add(3);
        Assert.Equal("3 1 3", book.Open(3));
    }

    [Fact]
    public void The_place_survives_more_servers_than_there_was_room_for()
    {
        RuleBook book = Servers("rr", 1, 1, 1);
        Assert.Equal("3 2", book.Open(2));
        for (int i = 4; i <= 60; i++)
            book.Add(i);
        Assert.Equal("1 60 59", book.Open(3));
    }

    [Fact]
    public void Editing_the_service_without_another_scheduler_keeps_the_place()
    {
        RuleBook book = Servers("rr", 1, 1, 1);
        Assert.Equal("3", book.Open(1));
        book.EditService(Book.Web, new ServiceSettings { Scheduler = "rr", PersistenceTimeout = 60 });
        Assert.Equal("2", book.Open(1));
        book.EditService(Book.Web, new ServiceSettings { Scheduler = "lc" });
        book.EditService(Book.Web, new ServiceSettings { Scheduler = "rr" });
        Assert.Equal("3", book.Open(1));
    }

    [Fact]
    public void Weighted_starts_low_when_servers_come_one_by_one() =>
        Assert.Equal("3 2 1 3 3 2 3 2 1", Servers("wrr", 1, 2, 3).Open(9));

    [Fact]
    public void Weighted_starts_high_when_it_takes_over_servers_that_are_there()
    {
        RuleBook book = Servers("rr", 1, 2, 3);
        book.EditService(Book.Web, new ServiceSettings { Scheduler = "wrr" });
        Assert.Equal("3 3 2 3 2 1", book.Open(6));
    }

    [Fact]
    public void Weighted_goes_through_equal_weights_in_turn_however_large() =>
        Assert.Equal("3 2 1 3 2 1", Servers("wrr", 65535, 65535, 65535).Open(6));

    [Fact]
    public void Weighted_skips_rounds_for_nobody()
    {
        RuleBook book = Servers("wrr", 1, 1_000_000_007);
        book.Find(Book.Web)!.Servers.Find(Book.Server(2))!.Update(Book.Masquerade(1_000_000_007, upper: 1), added: false);
        book.Open(2);
        Assert.Equal("1 1", book.Open(2));
    }

    [Fact]
    public void Nobody_when_all_are_overloaded_and_on_where_it_was_when_one_is_free()
    {
        RuleBook book = Book.With("wrr");
        RealServer first = book.Add(1, 1, upper: 1);
        RealServer second = book.Add(2, 1, upper: 1);
        Assert.Equal("2 1 0 0", book.Open(4));
        first.ConnectionRemoved(wasActive: true);
        Assert.Equal("1", book.Open(1));
        second.ConnectionRemoved(wasActive: true);
        Assert.Equal("2", book.Open(1));
    }

    private static RuleBook Servers(string scheduler, params int[] weights)
    {
        RuleBook book = Book.With(scheduler);
        for (int i = 0; i < weights.Length; i++)
            book.Add(i + 1, weights[i]);
        return book;
    }
}
