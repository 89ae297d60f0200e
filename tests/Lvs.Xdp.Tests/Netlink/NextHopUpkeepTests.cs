using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp.Tests.Netlink;

/// <summary>Thousands of watched addresses: what is due for them is done a piece a turn, and a packet does not wait for it.</summary>
public sealed class NextHopUpkeepTests
{
    private const string GatewayMac = "02:00:00:00:00:99";
    private const int Count = 3000;
    private readonly FakeKernel _kernel = new();
    private readonly InetAddress _gateway = InetAddress.Parse("10.1.0.254");

    public NextHopUpkeepTests()
    {
        _kernel.Link(Messages.Link(2, "eth0"));
        _kernel.Address(2, "10.1.0.1", 24);
        _kernel.Gateway = _gateway;
        _kernel.Neighbour(2, "10.1.0.254", NeighbourStates.Reachable, GatewayMac);
    }

    private NextHopTable Table => _kernel.Table;

    [Fact]
    public void What_is_watched_for_later_costs_no_question_at_first_and_few_a_turn()
    {
        WatchAll();
        foreach (InetAddress server in Servers())
        {
            Assert.Equal(NextHopState.Pending, Table.Peek(server, out NextHop none));
            Assert.Equal(default, none);
            Assert.False(Table.IsLocal(server));
        }

        Assert.Empty(_kernel.Asked);
        Assert.Empty(_kernel.Announced);
        Assert.True(Table.Maintain());
        (int most, _) = _kernel.Settle();
        Assert.InRange(most, 1, NextHopTable.MostQuestions);
        Assert.Equal(Servers(), _kernel.Asked);
        Assert.Equal(Servers(), _kernel.Announced.SelectMany(list => list));
        Assert.All(Servers(), server => Assert.Equal(NextHopState.Resolved, Table.Peek(server, out _)));
        Assert.False(Table.Maintain());
    }

    [Fact]
    public void A_packet_does_not_wait_for_those_before_it()
    {
        WatchAll();
        InetAddress last = Server(Count - 1);
        Assert.Equal(NextHopState.Resolved, Table.Find(last, out NextHop hop));
        Assert.Equal(MacAddress.Parse(GatewayMac), hop.Destination);
        Assert.Equal([last], _kernel.Asked);
        _kernel.Settle();
        Assert.Equal(1, _kernel.Announced.SelectMany(list => list).Count(address => address == last));
        Assert.Equal(Count, _kernel.Queries);
    }

    [Fact]
    public void A_held_packet_is_announced_before_all_others()
    {
        const int many = 3 * NextHopTable.MostLooks;
        for (int i = 0; i < many; i++)
            Table.Watch(Server(i), later: true);
        _kernel.Settle();
        InetAddress last = Server(many - 1);
        _kernel.Forget(2, "10.1.0.254");
        Assert.Equal(NextHopState.Pending, Table.Find(last, out _));
        _kernel.Announced.Clear();
        _kernel.Neighbour(2, "10.1.0.254", NeighbourStates.Reachable, GatewayMac);
        Assert.Equal(last, _kernel.Announced[0][0]);
        Assert.Equal(NextHopState.Resolved, Table.Find(last, out _));
    }

    [Fact]
    public void Every_route_is_confirmed_once_in_half_a_minute_and_few_a_second()
    {
        WatchAll();
        _kernel.Settle();
        _kernel.Time.Advance(1);
        _kernel.Settle();
        _kernel.Asked.Clear();
        for (int second = 0; second < 30; second++)
        {
            _kernel.Time.Advance(1);
            (int most, int sum) = _kernel.Settle();
            Assert.InRange(most, 0, NextHopTable.MostQuestions);
            Assert.InRange(sum, Count / 30 - 1, Count / 30 + 2);
        }

        Assert.Equal(Servers().ToHashSet(), _kernel.Asked.ToHashSet());
        Assert.Equal(Count, _kernel.Queries);
    }

    [Fact]
    public void A_change_of_all_routes_is_followed_a_piece_a_turn()
    {
        WatchAll();
        _kernel.Settle();
        _kernel.Announced.Clear();
        _kernel.Asked.Clear();
        _kernel.Gateway = InetAddress.Parse("10.1.0.253");
        _kernel.Neighbour(2, "10.1.0.253", NeighbourStates.Reachable, "02:00:00:00:00:98");
        Assert.InRange(_kernel.Queries, 1, NextHopTable.MostQuestions);

        // One more change in the middle of it, and servers that come and go: nothing is left out.
        Table.Maintain();
        Table.Unwatch(Server(0));
        Table.Watch(Server(Count), later: true);
        _kernel.Route("203.0.113.1", 2);
        _kernel.Settle();
        foreach (InetAddress server in Servers(1, Count + 1))
        {
            Assert.Equal(NextHopState.Resolved, Table.Peek(server, out NextHop hop));
            Assert.Equal(MacAddress.Parse("02:00:00:00:00:98"), hop.Destination);
        }

        HashSet<InetAddress> announced = [.. _kernel.Announced.SelectMany(list => list)];
        Assert.Superset(Servers(1, Count + 1).ToHashSet(), announced);
    }

    [Fact]
    public void Neighbours_that_do_not_answer_are_asked_for_so_many_a_second()
    {
        const int many = 3 * NextHopTable.MostRequests;
        _kernel.Gateway = InetAddress.AnyV4;
        for (int i = 0; i < many; i++)
            Table.Watch(Server(i), later: true);
        for (int second = 1; second <= 4; second++)
        {
            _kernel.Settle();
            Assert.InRange(_kernel.Resolutions.Count, 1, second * NextHopTable.MostRequests);
            _kernel.Time.Advance(1);
        }

        Assert.Equal(many, _kernel.Resolutions.Select(key => key.Address).Distinct().Count());
    }

    [Fact]
    public void A_route_is_asked_for_again_when_an_address_nobody_watches_is_found_after_half_a_minute()
    {
        InetAddress client = InetAddress.Parse("203.0.113.9");
        Table.Find(client, out _);
        _kernel.Time.Advance(29);
        Table.Maintain();
        Table.Find(client, out _);
        Assert.Equal(1, _kernel.Queries);
        _kernel.Time.Advance(2);
        Table.Maintain();
        Assert.Equal(1, _kernel.Queries);
        Table.Find(client, out _);
        Table.Find(client, out _);
        Assert.Equal(2, _kernel.Queries);
    }

    private static InetAddress Server(int number) => InetAddress.FromV4(0x0A020000 + (uint)number);

    private static IEnumerable<InetAddress> Servers(int from = 0, int to = Count) => Enumerable.Range(from, to - from).Select(Server);

    private void WatchAll()
    {
        foreach (InetAddress server in Servers())
            Table.Watch(server, later: true);
        _kernel.Asked.Clear();
    }
}
