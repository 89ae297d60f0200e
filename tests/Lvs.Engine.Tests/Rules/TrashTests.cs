using Lvs.Engine.Connections;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>What is remembered of removed servers, and until when.</summary>
public sealed class TrashTests
{
    [Fact]
    public void Adding_again_brings_back_number_counts_and_connections()
    {
        RuleBook book = Book.With("wlc");
        RealServer server = book.Add(1, weight: 2);
        server.ConnectionAdded(active: true);
        book.Remove(1);
        server.ConnectionStateChanged(nowActive: false);
        RealServer again = book.Add(1, weight: 3);
        Assert.Same(server, again);
        Assert.Equal((0, 1, 3), (again.ActiveConnections, again.InactiveConnections, again.Weight));
        Assert.True(again.IsAvailable);
        Assert.Empty(book.RemovedServers);
    }

    [Fact]
    public void Even_under_a_service_created_anew()
    {
        RuleBook book = Book.With("rr");
        VirtualService former = book.Find(Book.Web)!;
        RealServer server = book.Add(1);
        server.ConnectionAdded(active: true);
        book.RemoveService(Book.Web);
        VirtualService service = book.AddService(Book.Web, new ServiceSettings { Scheduler = "lc" });

        // The former service's number is not given away while its server is remembered.
        Assert.NotEqual(former.Id, service.Id);
        Assert.Same(server, book.Add(1));
        Assert.Same(service, server.Service);
        Assert.Equal(former.Id, book.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings()).Id);
        server.ConnectionRemoved(wasActive: true);
    }

    [Fact]
    public void Another_service_or_port_gets_another_server()
    {
        RuleBook book = Book.With("rr");
        ServiceKey other = Book.Udp("192.0.2.1", 80);
        book.AddService(other, new ServiceSettings());
        RealServer server = book.Add(1);
        book.Remove(1);
        Assert.NotSame(server, book.AddServer(other, Book.Server(1), Book.Masquerade()));
        Assert.NotSame(server, book.AddServer(Book.Web, Book.Server(1) with { Port = 81 }, Book.Masquerade()));
    }

    [Fact]
    public void It_is_forgotten_two_minutes_after_the_last_reference()
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        book.AddService(Book.Web, new ServiceSettings());
        RealServer server = book.Add(1);
        server.ConnectionAdded(active: true);
        book.Remove(1);
        Purge(0);
        Purge(500);
        server.ConnectionRemoved(wasActive: true);
        Purge(600);
        Purge(719);
        Assert.Same(server, book.FindServer(1));
        Purge(721);
        Assert.Null(book.FindServer(1));
        Assert.Equal("forgotten 1 10.0.0.1:80", dataPlane.Calls[^1]);
        Assert.NotSame(server, book.Add(1));

        void Purge(double seconds) => book.Purge(Ticks.FromSeconds(seconds));
    }

    [Fact]
    public void A_reference_that_comes_back_starts_the_time_anew()
    {
        RuleBook book = Book.With("rr");
        RealServer server = book.Add(1);
        book.Remove(1);
        book.Purge(0);
        server.TemplateAdded();
        book.Purge(Ticks.FromSeconds(100));
        server.TemplateRemoved();
        book.Purge(Ticks.FromSeconds(130));
        book.Purge(Ticks.FromSeconds(240));
        Assert.Single(book.RemovedServers);
        book.Purge(Ticks.FromSeconds(251));
        Assert.Empty(book.RemovedServers);
    }

    [Fact]
    public void The_number_of_a_removed_service_is_given_back_once()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.Add(2);
        book.RemoveService(Book.Web);
        Assert.Equal(2, Add(1).Id);
        book.Purge(0);
        book.Purge(Ticks.FromSeconds(121));
        Assert.Equal(1, Add(2).Id);
        Assert.Equal(3, Add(3).Id);

        VirtualService Add(ushort port) => book.AddService(Book.Udp("192.0.2.1", port), new ServiceSettings());
    }

    [Fact]
    public void Numbers_of_removed_servers_with_connections_are_not_given_away()
    {
        RuleBook book = Book.With("rr", maxServers: 2);
        RealServer busy = book.Add(1);
        book.Add(2);
        busy.ConnectionAdded(active: true);
        book.Remove(1);
        book.Remove(2);

        // Number 2 has nothing to remember: it is taken early rather than refusing.
        Assert.Equal(2, book.Add(3).Id);
        RuleException refused = Book.Refused(RuleError.TooMany, () => book.Add(4));
        Assert.Equal("2", refused.Value);
        Assert.Same(busy, book.Add(1));
    }
}
