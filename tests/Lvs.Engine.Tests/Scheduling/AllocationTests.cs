using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>A pick, and the index update after it, leave nothing to the garbage collector.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Names => [.. SchedulerFactory.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Picking_allocates_nothing(string name)
    {
        RuleBook book = Book.With(name, 1000);
        for (int i = 1; i <= 1000; i++)
            book.Add(i, weight: (i % 5) + 1, upper: (uint)(i % 3 == 0 ? 50 : 0));
        Scheduler scheduler = book.Find(Book.Web)!.Scheduler!;
        SchedulingRequest request = Book.From("10.1.2.3", 4567);
        Spin(scheduler, request, 20_000);

        int picked = 0;
        Assert.Equal(0, Allocations.Least(() => picked = Spin(scheduler, request, 5_000)));
        Assert.Equal(5_000, picked);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        RuleBook book = Book.With("rr");
        book.AddService(ServiceKey.ForMark(7, Engine.Addressing.InetFamily.V4), new ServiceSettings());
        book.AddMark(new MarkRule(Engine.Addressing.InetAddress.Parse("198.51.100.0"), 24, null, 0, 65535, 7));
        SchedulingRequest marked = Book.From("10.1.2.3", destination: "198.51.100.7");
        Assert.NotNull(book.Lookup(Engine.Addressing.Protocol.Tcp, marked.Destination, 80));

        VirtualService? byMark = null, byAddress = null;
        Assert.Equal(0, Allocations.Least(() =>
        {
            byMark = book.Lookup(Engine.Addressing.Protocol.Tcp, marked.Destination, 80);
            byAddress = book.Lookup(Engine.Addressing.Protocol.Tcp, Book.Web.Address, 80);
        }));
        Assert.Equal(7u, byMark!.Key.FirewallMark);
        Assert.Equal(Book.Web, byAddress!.Key);
    }

    private static int Spin(Scheduler scheduler, in SchedulingRequest request, int count)
    {
        int picked = 0;
        for (int i = 0; i < count; i++)
        {
            if (scheduler.Pick(in request) is not { } server)
                continue;
            picked++;
            server.ConnectionAdded(active: false);
            server.ConnectionStateChanged(nowActive: true);
            server.ConnectionStateChanged(nowActive: false);
            server.ConnectionRemoved(wasActive: false);
        }

        return picked;
    }
}
