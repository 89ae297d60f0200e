using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

public sealed class ServerTests
{
    private static readonly ServiceKey WebV6 = Book.Tcp("2001:db8::1", 80);

    [Fact]
    public void Servers_stand_newest_first()
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        book.AddService(Book.Web, new ServiceSettings());
        RealServer first = book.Add(1);
        RealServer second = book.Add(2);
        Assert.Equal([second, first], book.Find(Book.Web)!.Servers);
        book.Edit(1, weight: 5);
        book.Remove(2);
        Assert.Equal([first], book.Find(Book.Web)!.Servers);
        Assert.False(second.IsAvailable);
        Assert.Equal(5, first.Weight);
        Assert.Equal(
            ["+server 1 10.0.0.1:80", "+server 2 10.0.0.2:80", "+server 1 10.0.0.1:80", "-server 2 10.0.0.2:80"],
            dataPlane.Calls[1..]);
    }

    [Fact]
    public void Duplicates_and_absentees_are_refused()
    {
        RuleBook book = Book.With("rr");
        book.Add(1);
        Book.Refused(RuleError.ServerExists, () => book.Add(1));
        Book.Refused(RuleError.ServerNotFound, () => book.Edit(2, 1));
        Book.Refused(RuleError.ServerNotFound, () => book.Remove(2));
        Assert.Single(book.Find(Book.Web)!.Servers);
    }

    [Theory]
    [InlineData(ForwardingMethod.Masquerade, 8080, 8080)]
    [InlineData(ForwardingMethod.Masquerade, 0, 0)]
    [InlineData(ForwardingMethod.DirectRouting, 8080, 80)]
    [InlineData(ForwardingMethod.Tunnel, 0, 80)]
    public void Only_masquerading_maps_ports(ForwardingMethod method, ushort asked, ushort kept)
    {
        RuleBook book = Book.With("rr");
        RealServer server = book.AddServer(Book.Web, Book.At("10.0.0.1", asked), new ServerSettings { Method = method });
        Assert.Equal(kept, server.Key.Port);
    }

    [Fact]
    public void A_strict_caller_is_told_of_a_port_that_cannot_be_mapped()
    {
        RuleBook book = Book.With("rr");
        ServerKey server = Book.At("10.0.0.1", 8080);
        RuleException refused = Book.Refused(
            RuleError.PortMapping, () => book.AddServer(Book.Web, server, new ServerSettings(), strictPorts: true));
        Assert.Contains("8080", refused.Message);
        Assert.Contains("80", refused.Remedy);
        book.AddServer(Book.Web, server, Book.Masquerade(), strictPorts: true);
        Book.Refused(RuleError.PortMapping, () => book.EditServer(Book.Web, server, new ServerSettings(), strictPorts: true));

        // As ipvsadm does it: the port becomes the service's, and there is no such server.
        Book.Refused(RuleError.ServerNotFound, () => book.EditServer(Book.Web, server, new ServerSettings()));
    }

    [Fact]
    public void Servers_of_a_mark_keep_their_port()
    {
        RuleBook book = Book.Empty();
        ServiceKey mark = ServiceKey.ForMark(5, InetFamily.V4);
        book.AddService(mark, new ServiceSettings());
        Assert.Equal(8080, book.AddServer(mark, Book.At("10.0.0.1", 8080), new ServerSettings(), strictPorts: true).Key.Port);
    }

    public static TheoryData<RuleError, string, ServerSettings> Refusals => new()
    {
        { RuleError.InvalidWeight, "10.0.0.1", new ServerSettings { Weight = -1 } },
        { RuleError.InvalidThresholds, "10.0.0.1", new ServerSettings { UpperThreshold = 5, LowerThreshold = 10 } },
        { RuleError.InvalidThresholds, "10.0.0.1", new ServerSettings { LowerThreshold = 10 } },
        { RuleError.InvalidAddress, "0.0.0.0", new ServerSettings() },
        { RuleError.InvalidAddress, "0.1.2.3", new ServerSettings() },
        { RuleError.InvalidAddress, "224.0.0.1", new ServerSettings() },
        { RuleError.InvalidAddress, "255.255.255.255", new ServerSettings() },
        { RuleError.InvalidAddress, "ff02::1", new ServerSettings { Method = ForwardingMethod.Tunnel } },
        { RuleError.InvalidAddress, "fe80::1", new ServerSettings { Method = ForwardingMethod.Tunnel } },
        { RuleError.InvalidAddress, "::", new ServerSettings { Method = ForwardingMethod.Tunnel } },
        { RuleError.FamilyMismatch, "2001:db8::2", new ServerSettings() },
        { RuleError.FamilyMismatch, "2001:db8::2", Book.Masquerade() },
        { RuleError.LocalMasquerade, "192.0.2.254", Book.Masquerade() },
        { RuleError.LocalMasquerade, "127.0.0.1", Book.Masquerade() },
        { RuleError.InvalidForwardingMethod, "10.0.0.1", new ServerSettings { Method = ForwardingMethod.Local } },
        { RuleError.InvalidForwardingMethod, "10.0.0.1", new ServerSettings { Method = (ForwardingMethod)9 } },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.IpIp, 6080) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.IpIp, 0, TunnelChecksum.Full) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.Gue, 0) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.Gre, 99) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.Gre, 0, TunnelChecksum.Remote) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel((TunnelType)7, 0) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.Gue, 6080, (TunnelChecksum)5) },
        { RuleError.InvalidTunnel, "10.0.0.1", Tunnel(TunnelType.Gue, 6080) with { Method = ForwardingMethod.DirectRouting } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Bad_servers_are_refused(RuleError error, string address, ServerSettings settings)
    {
        RuleBook book = Book.With("rr");
        Book.Refused(error, () => book.AddServer(Book.Web, Book.At(address, 80), settings));
        Assert.Empty(book.Find(Book.Web)!.Servers);
        Assert.Equal(1, book.Add(1).Id);
    }

    [Fact]
    public void What_IPVS_accepts_is_accepted()
    {
        RuleBook book = Book.With("rr");
        book.AddService(WebV6, new ServiceSettings());
        book.AddServer(Book.Web, Book.At("10.0.0.1", 80), new ServerSettings { Weight = 65536 });
        book.AddServer(Book.Web, Book.At("10.0.0.2", 80), new ServerSettings { Weight = int.MaxValue });
        book.AddServer(Book.Web, Book.At("10.0.0.3", 80), new ServerSettings { UpperThreshold = 65536, LowerThreshold = 65536 });
        book.AddServer(Book.Web, Book.At("127.0.0.1", 80), new ServerSettings());
        book.AddServer(Book.Web, Book.At("192.0.2.254", 80), new ServerSettings());
        book.AddServer(Book.Web, Book.At("2001:db8::2", 80), new ServerSettings { Method = ForwardingMethod.Tunnel });
        book.AddServer(Book.Web, Book.At("10.0.0.4", 80), Tunnel(TunnelType.Gue, 6080, TunnelChecksum.Remote));
        book.AddServer(Book.Web, Book.At("10.0.0.5", 80), Tunnel(TunnelType.Gre, 0, TunnelChecksum.Full));
        book.AddServer(WebV6, Book.At("10.0.0.1", 80), new ServerSettings { Method = ForwardingMethod.Tunnel });
        Assert.Equal(8, book.Find(Book.Web)!.Servers.Count);
    }

    [Fact]
    public void A_refused_edit_changes_nothing()
    {
        RuleBook book = Book.With("rr");
        RealServer server = book.Add(1, weight: 3);
        Book.Refused(RuleError.InvalidWeight, () => book.Edit(1, weight: -5));
        Assert.Equal(3, server.Weight);
    }

    private static ServerSettings Tunnel(TunnelType type, ushort port, TunnelChecksum checksum = TunnelChecksum.None) => new()
    {
        Method = ForwardingMethod.Tunnel, Tunnel = new TunnelOptions(type, port, checksum),
    };
}
