using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>Which service a packet belongs to (ip_vs_service_find).</summary>
public sealed class LookupTests
{
    private static readonly InetAddress Vip = InetAddress.Parse("192.0.2.1");

    [Fact]
    public void By_mark_then_exactly_then_ftp_then_any_port()
    {
        RuleBook book = Book.Empty();
        VirtualService any = Add(Book.Tcp("192.0.2.1", 0));
        Assert.Same(any, Find(80));
        VirtualService ftp = Add(Book.Tcp("192.0.2.1", 21));
        Assert.Same(ftp, Find(21));
        Assert.Same(ftp, Find(20));
        Assert.Same(ftp, Find(1024));
        Assert.Same(any, Find(1023));
        VirtualService web = Add(Book.Tcp("192.0.2.1", 8080));
        Assert.Same(web, Find(8080));
        book.AddMark(new MarkRule(Vip, 32, Protocol.Tcp, 8080, 8080, 7));
        Assert.Same(web, Find(8080));
        VirtualService mark = book.AddService(ServiceKey.ForMark(7, InetFamily.V4), new ServiceSettings());
        Assert.Same(mark, Find(8080));
        book.RemoveService(ftp.Key);
        Assert.Same(any, Find(1024));
        book.RemoveService(any.Key);
        Assert.Null(Find(1024));

        VirtualService Add(ServiceKey key) => book.AddService(key, new ServiceSettings { PersistenceTimeout = 60 });
        VirtualService? Find(ushort port) => book.Lookup(Protocol.Tcp, Vip, port);
    }

    [Fact]
    public void Ftp_is_for_tcp_only_and_families_and_protocols_are_apart()
    {
        RuleBook book = Book.Empty();
        book.AddService(Book.Tcp("192.0.2.1", 21), new ServiceSettings());
        book.AddService(Book.Udp("192.0.2.1", 53), new ServiceSettings());
        book.AddService(Book.Tcp("2001:db8::1", 80), new ServiceSettings());
        Assert.Null(book.Lookup(Protocol.Udp, Vip, 20));
        Assert.Null(book.Lookup(Protocol.Tcp, Vip, 53));
        Assert.Null(book.Lookup(Protocol.Tcp, InetAddress.Parse("2001:db8::2"), 80));
        Assert.NotNull(book.Lookup(Protocol.Tcp, InetAddress.Parse("2001:db8::1"), 80));
    }

    [Fact]
    public void A_mark_is_of_one_family()
    {
        RuleBook book = Book.Empty();
        VirtualService v4 = book.AddService(ServiceKey.ForMark(7, InetFamily.V4), new ServiceSettings());
        VirtualService v6 = book.AddService(ServiceKey.ForMark(7, InetFamily.V6), new ServiceSettings());
        book.AddMark(new MarkRule(InetAddress.AnyV4, 0, null, 0, 65535, 7));
        book.AddMark(new MarkRule(InetAddress.AnyV6, 0, null, 0, 65535, 7));
        Assert.Same(v4, book.Lookup(Protocol.Sctp, Vip, 9));
        Assert.Same(v6, book.Lookup(Protocol.Sctp, InetAddress.Parse("2001:db8::1"), 9));
    }
}
