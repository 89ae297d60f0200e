using System.Diagnostics;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>The rules as a whole: planned, applied, and what stays as it was.</summary>
public sealed class PlanTests
{
    private static readonly MarkRule Mark = new(InetAddress.Parse("198.51.100.0"), 24, null, 0, 65535, 7);

    [Fact]
    public void A_plan_says_what_changes_and_changes_nothing()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.Add(2, weight: 2);
        RulePlan plan = book.Plan(new RuleSet
        {
            Services =
            [
                new ServiceRule(Book.Web, new ServiceSettings { Scheduler = "wrr", PersistenceTimeout = 60 },
                    [new(Book.Server(2), Book.Masquerade(5, upper: 9)), new(Book.Server(3), Book.Masquerade())]),
                new ServiceRule(Book.Udp("192.0.2.1", 53), new ServiceSettings(), []),
            ],
            FirewallMarks = [Mark],
        });
        Assert.Equal(
            [
                "Removed tcp/192.0.2.1:80 10.0.0.1:80",
                "Changed tcp/192.0.2.1:80 scheduler rr -> wrr",
                "Changed tcp/192.0.2.1:80 persistenceTimeout 0 -> 60",
                "Changed tcp/192.0.2.1:80 10.0.0.2:80 weight 2 -> 5",
                "Changed tcp/192.0.2.1:80 10.0.0.2:80 upperThreshold 0 -> 9",
                "Added tcp/192.0.2.1:80 10.0.0.3:80",
                "Added udp/192.0.2.1:53",
                "Added 198.51.100.0/24 any 0-65535 -> 7",
            ],
            plan.Changes.Select(Describe));
        Assert.Equal("rr", book.Find(Book.Web)!.Settings.Scheduler);
        Assert.Equal(2, book.Find(Book.Web)!.Servers.Count);
        Assert.Empty(book.Marks);

        book.Apply(plan);
        Assert.Equal(2, book.Services.Count);
        Assert.Equal([Book.Server(3), Book.Server(2)], book.Find(Book.Web)!.Servers.Select(static server => server.Key));
        Assert.Equal([Mark], book.Marks);
        Assert.True(book.Plan(book.Snapshot()).IsEmpty);
    }

    [Fact]
    public void What_is_unchanged_keeps_its_place_and_connections()
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        book.AddService(Book.Web, new ServiceSettings { Scheduler = "rr" });
        for (int i = 1; i <= 3; i++)
            book.Add(i);
        Assert.Equal("3", book.Open(1));
        RealServer[] before = [.. book.Find(Book.Web)!.Servers];
        RuleSet rules = book.Snapshot();
        int calls = dataPlane.Calls.Count;

        // Listed the other way round, and with one change at one server.
        ServiceRule service = rules.Services[0];
        ServerRule[] servers = [.. service.Servers.Reverse()];
        servers[1] = servers[1] with { Settings = Book.Masquerade(4) };
        book.Apply(book.Plan(rules with { Services = [service with { Servers = servers }] }));
        Assert.Equal(before, book.Find(Book.Web)!.Servers);
        Assert.Equal(1, before[0].ActiveConnections);
        Assert.Equal("2 1", book.Open(2));
        Assert.Equal(["+server 2 10.0.0.2:80"], dataPlane.Calls[calls..]);
    }

    [Fact]
    public void Merging_leaves_what_is_not_listed()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.AddMark(Mark);
        book.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings());
        RuleSet more = new()
        {
            Services = [new(Book.Web, new() { Scheduler = "rr" }, [new(Book.Server(2), Book.Masquerade())])],
            FirewallMarks = [Mark, Mark with { Mark = 8 }],
        };
        RulePlan plan = book.Plan(more, merge: true);
        Assert.Equal(2, plan.Changes.Count);
        book.Apply(plan);
        Assert.Equal((2, 2, 2), (book.Services.Count, book.Find(Book.Web)!.Servers.Count, book.Marks.Count));
    }

    public static TheoryData<RuleError, RuleSet> Refusals
    {
        get
        {
            int[] six = [1, 2, 3, 4, 5, 6];
            ServerRule[] twice = [Server(9), Server(9)];
            ServiceKey dns = Book.Udp("192.0.2.1", 53);
            ServiceRule good = new(Book.Web, new ServiceSettings(), [new ServerRule(Book.Server(9), Book.Masquerade())]);
            return new()
            {
                { RuleError.ServiceExists, new RuleSet { Services = [good, good] } },
                { RuleError.ServerExists, new RuleSet { Services = [good with { Servers = twice }] } },
                { RuleError.UnknownScheduler, new RuleSet { Services = [good, new(dns, new() { Scheduler = "x" }, [])] } },
                { RuleError.InvalidWeight, new RuleSet { Services = [good with { Servers = [Server(9, weight: -1)] }] } },
                { RuleError.MarkExists, new RuleSet { Services = [good], FirewallMarks = [Mark, Mark] } },
                { RuleError.InvalidFirewallMark, new RuleSet { Services = [good], FirewallMarks = [Mark with { Mark = 0 }] } },
                { RuleError.TooMany, new RuleSet { Services = [good with { Servers = [.. six.Select(i => Server(i))] }] } },
                { RuleError.TooMany, new RuleSet { Services = [.. six.Select(i => good with { Key = Service(i) })] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_bad_rule_refuses_the_whole(RuleError error, RuleSet rules)
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane, maxServices: 3, maxServers: 5);
        Book.Refused(error, () => book.Plan(rules));
        Assert.Empty(book.Services);
        Assert.Empty(dataPlane.Calls);
    }

    [Fact]
    public void Ports_are_replaced_or_refused_as_the_caller_likes()
    {
        RuleBook book = Book.Empty();
        RuleSet rules = new() { Services = [new(Book.Web, new(), [new(Book.At("10.0.0.1", 8080), new())])] };
        Book.Refused(RuleError.PortMapping, () => book.Plan(rules, strictPorts: true));
        book.Apply(book.Plan(rules));
        Assert.Equal(80, book.Find(Book.Web)!.Servers.Single().Key.Port);
        Assert.True(book.Plan(rules).IsEmpty);
    }

    [Fact]
    public void Room_is_counted_after_removals_but_with_servers_that_have_connections()
    {
        RuleBook book = Book.With("rr", maxServers: 2);
        RealServer busy = book.Add(1);
        book.Add(2);
        RuleSet rules = new() { Services = [new(Book.Web, new() { Scheduler = "rr" }, [Server(3), Server(4)])] };
        book.Plan(rules);
        busy.ConnectionAdded(active: true);
        Book.Refused(RuleError.TooMany, () => book.Plan(rules));
        busy.ConnectionRemoved(wasActive: true);
        book.Apply(book.Plan(rules));
        Assert.Equal([1, 2], book.Find(Book.Web)!.Servers.Select(static server => server.Id).Order());
    }

    [Fact]
    public void A_plan_is_good_for_the_rules_it_was_made_for()
    {
        RuleBook book = Book.With("rr");
        RulePlan plan = book.Plan(RuleSet.Empty);
        book.Add(1);
        Book.Refused(RuleError.PlanOutdated, () => book.Apply(plan));
        Assert.Single(book.Services);
    }

    [Fact]
    public void A_hundred_thousand_servers_are_planned_and_applied_in_a_moment()
    {
        RuleSet rules = new()
        {
            Services = [.. Enumerable.Range(1, 1000).Select(static i => new ServiceRule(
                Book.Tcp("192.0.2.1", (ushort)i), new ServiceSettings { Scheduler = i % 2 == 0 ? "mh" : "wrr" },
                [.. Enumerable.Range(1, 100).Select(static j => new ServerRule(Book.Server(j), Book.Masquerade(j)))]))],
        };
        RuleBook book = Book.Empty(maxServices: 1000, maxServers: 100_000);
        long start = Stopwatch.GetTimestamp();
        book.Apply(book.Plan(rules));
        book.Apply(book.Plan(rules));
        Assert.Equal(1000, book.Services.Count);

        // Far beyond what it takes, for slow machines; quadratic work would not fit.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
    }

    [Fact]
    public void The_data_plane_knows_what_comes_together_and_when_it_ends()
    {
        RecordingDataPlane plane = new();
        RuleBook book = Book.Empty(plane);
        RuleSet rules = new() { Services = [new ServiceRule(Book.Web, new ServiceSettings(), [Server(1), Server(2)])] };
        book.Apply(book.Plan(rules));
        Assert.Equal([0, 3], plane.Bulks);

        plane.Failure = new InvalidOperationException();
        rules = new RuleSet { Services = [new ServiceRule(Book.Web, new ServiceSettings(), [Server(1), Server(3)])] };
        RulePlan plan = book.Plan(rules);
        Assert.Throws<InvalidOperationException>(() => book.Apply(plan));
        Assert.Equal([0, 3, 3, 4], plane.Bulks);

        RecordingDataPlane later = new();
        Book.Empty(later).Restore(book.Snapshot());
        Assert.Equal([0, later.Calls.Count - 1], later.Bulks); // the marks come behind
    }

    private static ServiceKey Service(int port) => Book.Udp("192.0.2.9", (ushort)port);

    private static ServerRule Server(int number, int weight = 1) => new(Book.Server(number), Book.Masquerade(weight));

    private static string Describe(RuleChange change) => change.Mark is not null
        ? $"{change.Kind} {MarkTable.Describe(change.Mark)}"
        : $"{change.Kind} {change.Service}{(change.Server is { } server ? $" {server}" : "")}"
            + (change.Property is null ? "" : $" {change.Property} {change.Before} -> {change.After}");
}
