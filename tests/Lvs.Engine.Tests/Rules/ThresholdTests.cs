using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>When a server counts as overloaded (ip_vs_bind_dest, ip_vs_unbind_dest, __ip_vs_update_dest).</summary>
public sealed class ThresholdTests
{
    [Fact]
    public void The_upper_threshold_is_reached_by_active_and_inactive_together()
    {
        RealServer server = Book.With("rr").Add(1, upper: 2);
        server.ConnectionAdded(active: true);
        Assert.False(server.IsOverloaded);
        server.ConnectionAdded(active: false);
        Assert.True(server.IsOverloaded);
        server.ConnectionStateChanged(nowActive: true);
        Assert.Equal((2, 0), (server.ActiveConnections, server.InactiveConnections));
        Assert.True(server.IsOverloaded);
    }

    [Fact]
    public void Below_the_lower_threshold_it_takes_connections_again()
    {
        RealServer server = Book.With("rr").Add(1, upper: 4, lower: 2);
        for (int i = 0; i < 4; i++)
            server.ConnectionAdded(active: true);
        server.ConnectionRemoved(wasActive: true);
        server.ConnectionRemoved(wasActive: true);
        Assert.True(server.IsOverloaded);
        server.ConnectionRemoved(wasActive: true);
        Assert.False(server.IsOverloaded);
    }

    [Fact]
    public void Without_a_lower_threshold_three_quarters_of_the_upper_count()
    {
        RealServer server = Book.With("rr").Add(1, upper: 8);
        for (int i = 0; i < 8; i++)
            server.ConnectionAdded(active: true);
        server.ConnectionRemoved(wasActive: true);
        server.ConnectionRemoved(wasActive: true);
        Assert.True(server.IsOverloaded);
        server.ConnectionRemoved(wasActive: true);
        Assert.False(server.IsOverloaded);
    }

    [Fact]
    public void Raising_or_lifting_the_upper_threshold_ends_an_overload_and_lowering_does_not_begin_one()
    {
        RuleBook book = Book.With("rr");
        RealServer server = book.Add(1, upper: 2);
        server.ConnectionAdded(active: true);
        server.ConnectionAdded(active: true);
        book.Edit(1, weight: 1, upper: 2);
        Assert.True(server.IsOverloaded);
        book.Edit(1, weight: 1, upper: 3);
        Assert.False(server.IsOverloaded);
        book.Edit(1, weight: 1, upper: 1);
        Assert.False(server.IsOverloaded);
        server.ConnectionAdded(active: true);
        Assert.True(server.IsOverloaded);
        book.Edit(1, weight: 1);
        Assert.False(server.IsOverloaded);
    }

    [Fact]
    public void Templates_do_not_count_but_do_refer()
    {
        RealServer server = Book.With("rr").Add(1, upper: 1);
        server.TemplateAdded();
        Assert.Equal((0, 0), (server.ActiveConnections, server.InactiveConnections));
        Assert.Equal((1, 1), (server.PersistentConnections, server.References));
        Assert.False(server.IsOverloaded);
        server.TemplateRemoved();
        Assert.Equal((0, 0), (server.PersistentConnections, server.References));
    }
}
