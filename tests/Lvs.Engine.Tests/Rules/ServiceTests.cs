using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

public sealed class ServiceTests
{
    [Fact]
    public void A_service_is_added_found_edited_and_removed()
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        VirtualService service = book.AddService(Book.Web, new ServiceSettings { Scheduler = "rr" });
        Assert.Same(service, book.Find(Book.Web));
        Assert.Equal(1, service.Id);
        Assert.Same(service, book.EditService(Book.Web, new ServiceSettings { Scheduler = "wrr", PersistenceTimeout = 60 }));
        Assert.Equal("wrr", service.Scheduler!.Name);
        book.RemoveService(Book.Web);
        Assert.Null(book.Find(Book.Web));
        Assert.Null(service.Scheduler);
        Assert.Equal(
            ["+service 1 tcp/192.0.2.1:80", "+service 1 tcp/192.0.2.1:80", "-service 1 tcp/192.0.2.1:80"], dataPlane.Calls);
    }

    [Fact]
    public void The_default_scheduler_is_wlc_and_none_is_none()
    {
        RuleBook book = Book.Empty();
        Assert.Equal("wlc", book.AddService(Book.Web, new ServiceSettings { Scheduler = "" }).Settings.Scheduler);
        VirtualService none = book.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings { Scheduler = "none" });
        Assert.Null(none.Scheduler);
        book.AddServer(none.Key, Book.At("10.0.0.1", 53), new ServerSettings());
        book.EditService(none.Key, new ServiceSettings { Scheduler = "rr" });
        Assert.NotNull(none.Scheduler!.Pick(default));
    }

    [Fact]
    public void All_schedulers_are_known()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        foreach (string name in Engine.Scheduling.SchedulerFactory.Names)
            Assert.Equal(name, book.EditService(Book.Web, new ServiceSettings { Scheduler = name }).Scheduler!.Name);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("RR")]
    [InlineData("averyveryverylongschedulername")]
    public void An_unknown_scheduler_is_refused_with_the_known_ones(string name)
    {
        RuleBook book = Book.Empty();
        RuleException refused = Book.Refused(
            RuleError.UnknownScheduler, () => book.AddService(Book.Web, new ServiceSettings { Scheduler = name }));
        Assert.Contains(name, refused.Message);
        Assert.Contains("lblcr", refused.Remedy);
        Assert.Empty(book.Services);
    }

    [Fact]
    public void Duplicates_and_absentees_are_refused()
    {
        RuleBook book = Book.With("rr");
        ServiceKey other = Book.Udp("192.0.2.1", 80);
        Book.Refused(RuleError.ServiceExists, () => book.AddService(Book.Web, new ServiceSettings()));
        Book.Refused(RuleError.ServiceNotFound, () => book.EditService(other, new ServiceSettings()));
        Book.Refused(RuleError.ServiceNotFound, () => book.RemoveService(other));
        Book.Refused(RuleError.ServiceNotFound, () => book.AddServer(other, Book.Server(1), new ServerSettings()));
    }

    public static TheoryData<RuleError, ServiceKey, ServiceSettings> Refusals => new()
    {
        { RuleError.InvalidPort, Book.Tcp("192.0.2.1", 0), new ServiceSettings() },
        { RuleError.InvalidAddress, default, new ServiceSettings() },
        { RuleError.InvalidProtocol, ServiceKey.ForAddress((Protocol)50, InetAddress.AnyV4, 80), new ServiceSettings() },
        { RuleError.InvalidProtocol, ServiceKey.ForMark(0, InetFamily.V4), new ServiceSettings() },
        { RuleError.InvalidFirewallMark, Book.Web with { FirewallMark = 5 }, new ServiceSettings() },
        { RuleError.InvalidSchedulerFlags, Book.Web, new ServiceSettings { SchedulerFlags = (SchedulerFlags)8 } },
        { RuleError.InvalidPersistence, Book.Web, new ServiceSettings { PersistenceTimeout = 31_536_000 } },
        { RuleError.InvalidPersistence, Book.Web, new ServiceSettings { PersistenceMask = InetAddress.Parse("ffff::") } },
        { RuleError.InvalidPersistence, Book.Tcp("2001:db8::1", 80), new ServiceSettings { PersistenceMask = InetAddress.AnyV4 } },
        { RuleError.InvalidPersistence, Book.Tcp("2001:db8::1", 80), new ServiceSettings { PersistenceMask = InetAddress.AnyV6 } },
        { RuleError.InvalidPersistence, Book.Tcp("2001:db8::1", 80), new ServiceSettings { PersistenceMask = InetAddress.Parse("ff::ff") } },
        { RuleError.UnknownPersistenceEngine, Book.Web, new ServiceSettings { PersistenceEngine = "SIP" } },
        { RuleError.InvalidOnePacket, Book.Web, new ServiceSettings { OnePacket = true } },
        { RuleError.InvalidTimeouts, Book.Web, new ServiceSettings { Timeouts = new ServiceTimeouts(31_536_000, 0, 0) } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Bad_settings_are_refused(RuleError error, ServiceKey key, ServiceSettings settings)
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        Book.Refused(error, () => book.AddService(key, settings));
        Assert.Empty(book.Services);
        Assert.Empty(dataPlane.Calls);
    }

    [Fact]
    public void What_IPVS_accepts_is_accepted()
    {
        RuleBook book = Book.Empty();
        book.AddService(Book.Tcp("0.0.0.0", 80), new ServiceSettings());
        book.AddService(Book.Tcp("192.0.2.11", 0), new ServiceSettings { PersistenceTimeout = 31_535_999 });
        book.AddService(Book.Udp("192.0.2.11", 53), new ServiceSettings { OnePacket = true, PersistenceEngine = "sip" });
        book.AddService(ServiceKey.ForMark(uint.MaxValue, InetFamily.V4), new ServiceSettings { OnePacket = true });
        book.AddService(ServiceKey.ForMark(uint.MaxValue, InetFamily.V6), new ServiceSettings());
        Assert.Equal(5, book.Services.Count);
    }

    [Theory]
    [InlineData("192.0.2.1", "255.255.255.255", null)]
    [InlineData("192.0.2.1", "255.255.255.0", "255.255.255.0")]
    [InlineData("192.0.2.1", "0.0.0.24", "0.0.0.24")]
    [InlineData("192.0.2.1", "0.0.0.0", "0.0.0.0")]
    [InlineData("2001:db8::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [InlineData("2001:db8::1", "ffff:ffff:ffff:ffff:8000::", "ffff:ffff:ffff:ffff:8000::")]
    public void The_whole_address_is_no_mask(string address, string mask, string? expected)
    {
        ServiceSettings settings = Book.Empty().AddService(Book.Tcp(address, 80), new ServiceSettings
        {
            PersistenceTimeout = 60, PersistenceMask = InetAddress.Parse(mask),
        }).Settings;
        Assert.Equal(expected, settings.PersistenceMask?.ToString());
    }

    [Fact]
    public void Numbers_are_dense_and_the_table_has_an_end()
    {
        RuleBook book = Book.Empty(maxServices: 2);
        book.AddService(Book.Tcp("192.0.2.1", 1), new ServiceSettings());
        VirtualService second = book.AddService(Book.Tcp("192.0.2.1", 2), new ServiceSettings());
        Assert.Equal(2, second.Id);
        Book.Refused(RuleError.TooMany, () => book.AddService(Book.Tcp("192.0.2.1", 3), new ServiceSettings()));
        book.RemoveService(Book.Tcp("192.0.2.1", 1));
        Assert.Equal(1, book.AddService(Book.Tcp("192.0.2.1", 3), new ServiceSettings()).Id);
    }

    [Fact]
    public void Clearing_removes_all_services()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        book.Clear();
        Assert.Empty(book.Services);
        Assert.Single(book.RemovedServers);
    }
}
