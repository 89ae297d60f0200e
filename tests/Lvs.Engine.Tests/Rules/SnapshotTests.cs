using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>Rules over a restart: the same numbers, order and memory of removed servers.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Everything_comes_back_with_its_number()
    {
        RuleBook book = Book.With("mh");
        book.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings { Scheduler = "none" });
        for (int i = 1; i <= 5; i++)
            book.Add(i, weight: i);
        book.Edit(4, weight: 0);
        book.Remove(2);
        book.AddMark(new MarkRule(InetAddress.Parse("198.51.100.0"), 24, null, 0, 65535, 7));
        book.RemoveService(Book.Udp("192.0.2.1", 53));
        RuleSet snapshot = book.Snapshot();

        RuleBook restored = Book.Empty();
        restored.Restore(snapshot);
        Assert.Equivalent(snapshot, restored.Snapshot(), strict: true);
        Assert.Equal([5, 4, 3, 1], restored.Find(Book.Web)!.Servers.Select(static server => server.Id));
        Assert.Equal(4, restored.FindServer(4)!.LastWeight);
        Assert.False(restored.FindServer(2)!.IsAvailable);
        Assert.Equal(2, restored.Add(2).Id);
        Assert.Equal(6, restored.Add(6).Id);
        Assert.Equal(2, restored.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings()).Id);
    }

    [Fact]
    public void A_removed_server_of_a_removed_service_waits_for_it()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.RemoveService(Book.Web);
        RuleBook restored = Book.Empty();
        restored.Restore(book.Snapshot());
        RealServer server = restored.FindServer(1)!;
        server.ConnectionAdded(active: true);
        VirtualService service = restored.AddService(Book.Web, new ServiceSettings());
        Assert.Equal(2, service.Id);
        Assert.Same(server, restored.Add(1));
        Assert.Equal(1, server.ActiveConnections);
        Assert.Equal(1, restored.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings()).Id);
    }

    [Fact]
    public void What_nothing_refers_to_is_forgotten_after_a_restart_as_well()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.Remove(1);
        RuleBook restored = Book.Empty();
        restored.Restore(book.Snapshot());
        restored.Purge(1000);
        restored.Purge(1000 + Ticks.FromSeconds(121));
        Assert.Empty(restored.RemovedServers);
    }

    [Fact]
    public void Rules_without_numbers_get_some()
    {
        RuleBook book = Book.Empty();
        book.Restore(new RuleSet
        {
            Services =
            [
                new ServiceRule(Book.Web, new(), [Server(1, 1), Server(2, 0)]),
                new ServiceRule(Book.Udp("192.0.2.1", 53), new(), []) { Id = 1 },
            ],
        });
        Assert.Equal(2, book.Find(Book.Web)!.Id);
        Assert.Equal(Book.Server(2), book.FindServer(2)!.Key);
    }

    [Fact]
    public void An_address_that_is_the_directors_by_now_does_not_keep_the_rules_away()
    {
        RuleBook book = Book.Empty();
        ServerRule own = new(Book.At("192.0.2.254", 80), Book.Masquerade());
        ServerRule linkLocal = new(Book.At("fe80::1", 80), new() { Method = ForwardingMethod.Tunnel });
        book.Restore(new RuleSet { Services = [new(Book.Web, new(), [own, linkLocal])] });
        Assert.Equal(2, book.Find(Book.Web)!.Servers.Count);
    }

    public static TheoryData<RuleError, RuleSet> Refusals
    {
        get
        {
            ServiceRule web = new(Book.Web, new(), [Server(1, 1)]) { Id = 1 };
            ServiceKey dns = Book.Udp("192.0.2.1", 53);
            return new()
            {
                { RuleError.InvalidSnapshot, new RuleSet { Services = [web, new(dns, new(), []) { Id = 1 }] } },
                { RuleError.InvalidSnapshot, new RuleSet { Services = [web with { Servers = [Server(1, 1), Server(2, 1)] }] } },
                { RuleError.InvalidSnapshot, new RuleSet { Services = [web], Removed = [new(Book.Web, 1, Server(1, 2))] } },
                { RuleError.InvalidSnapshot, new RuleSet { Services = [web], Removed = [new(Book.Web, 1, Server(2, 1))] } },
                { RuleError.InvalidSnapshot, new RuleSet { Services = [web], Removed = [new(dns, 1, Server(2, 2))] } },
                { RuleError.TooMany, new RuleSet { Services = [web with { Id = 101 }] } },
                { RuleError.TooMany, new RuleSet { Services = [web with { Servers = [Server(1, -1)] }] } },
                { RuleError.UnknownScheduler, new RuleSet { Services = [web with { Settings = new() { Scheduler = "x" } }] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_snapshot_that_contradicts_itself_is_refused(RuleError error, RuleSet snapshot)
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        Book.Refused(error, () => book.Restore(snapshot));
        Assert.Empty(book.Services);
        Assert.Empty(dataPlane.Calls);
    }

    [Fact]
    public void Restoring_is_for_an_empty_book()
    {
        RuleBook book = Book.With("rr");
        Book.Refused(RuleError.InvalidSnapshot, () => book.Restore(RuleSet.Empty));
    }

    private static ServerRule Server(int number, int id) => new(Book.Server(number), Book.Masquerade()) { Id = id };
}
