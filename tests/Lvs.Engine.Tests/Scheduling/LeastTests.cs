using Lvs.Engine.Rules;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>lc, wlc, sed, nq, fo, ovf: one telling sequence each; the rest is in the recordings and against the plain
/// walk.</summary>
public sealed class LeastTests
{
    [Theory]
    [InlineData("lc", "3 2 1 3 2 1")]
    [InlineData("wlc", "3 2 1 3 2 3")]
    [InlineData("sed", "3 2 3 3 2 1")]
    [InlineData("nq", "3 2 1 3 3 2")]
    [InlineData("fo", "3 3 3 3 3 3")]
    [InlineData("ovf", "3 3 3 3 2 2")]
    public void Weights_one_two_three(string scheduler, string picks)
    {
        RuleBook book = Book.With(scheduler);
        for (int i = 1; i <= 3; i++)
            book.Add(i, weight: i);
        Assert.Equal(picks, book.Open(6));
    }

    [Fact]
    public void An_active_connection_outweighs_255_inactive_ones()
    {
        RuleBook book = Book.With("lc");
        RealServer first = book.Add(1);
        book.Add(2).ConnectionAdded(active: true);
        for (int i = 0; i < 255; i++)
            first.ConnectionAdded(active: false);
        Assert.Equal(first, book.Pick());
        first.ConnectionAdded(active: false);
        Assert.Equal(Book.Server(2), book.Pick()!.Key);
    }

    [Fact]
    public void Never_queue_takes_an_idle_server_of_any_weight()
    {
        RuleBook book = Book.With("nq");
        book.Add(1, weight: 1);
        book.Add(2, weight: 1000).ConnectionAdded(active: true);
        Assert.Equal("1 2", book.Open(2));
    }

    [Fact]
    public void Heavy_loads_and_weights_are_compared_exactly()
    {
        RuleBook book = Book.With("wlc");
        RealServer first = book.Add(1, weight: int.MaxValue);
        RealServer second = book.Add(2, weight: int.MaxValue - 1);
        first.ActiveConnections = 8_000_000;
        second.ActiveConnections = 8_000_000;
        first.ConnectionAdded(active: false);
        second.ConnectionAdded(active: false);
        Assert.Equal(first, book.Pick());
    }
}
