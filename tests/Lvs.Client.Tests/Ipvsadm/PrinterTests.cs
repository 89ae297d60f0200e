using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

public sealed class PrinterTests
{
    [Theory]
    [InlineData(0, " 0", " 0")]
    [InlineData(99_999_999, " 99999999", " 99999999")]
    [InlineData(100_000_000, "  100000K", " 100000000")]
    [InlineData(999_999_999, "  999999K", " 999999999")]
    [InlineData(1_000_000_000, "    1000M", " 1000000000")]
    [InlineData(123_456_789_012, "     123G", " 123456789012")]
    [InlineData(100_000_000_000_000, "     100T", " 100000000000000")]
    public void Counters_keep_to_their_columns(long number, string inUnits, string exact)
    {
        Assert.Equal(inUnits.PadLeft(9), LargeNumber.Format(number, exact: false));
        Assert.Equal(exact.PadLeft(9), LargeNumber.Format(number, exact: true));
    }

    [Fact]
    public void Numbers_are_compared_by_their_wrapping_difference()
    {
        // As ipvsadm does: 0.0.0.0 is behind 192.0.2.1, and 10.0.0.1 before both.
        List<LvsVirtualService> sorted = ListingOrder.Sorted(
            [Service("0.0.0.0"), Service("192.0.2.1"), Service("192.0.2.1", 79), new() { FirewallMark = uint.MaxValue }]);
        Assert.Equal(
            ["fwm/4294967295", "tcp/192.0.2.1:79", "tcp/192.0.2.1:80", "tcp/0.0.0.0:80"], sorted.Select(service => service.Key));
    }

    [Fact]
    public void Names_stand_in_for_numbers_and_long_ones_are_cut()
    {
        LvsVirtualService service = Service("10.0.0.1") with
        {
            RealServers = [new LvsRealServer { Address = "10.0.0.1", Port = 80, ActiveConnections = 3, InactiveConnections = 4 }],
        };
        Assert.Equal(
            "TCP  web1:http wlc\n  -> web1:http                    Route   1      3          4         \n",
            Print(service, IpvsadmFormat.None, new KnownNames()));
        string longName = new('x', 80);
        Assert.Equal(
            $"TCP  {longName[..28]} wlc\n  -> {longName[..28]} Route   1      3          4         \n",
            Print(service, IpvsadmFormat.None, new LongName(longName)));
    }

    [Fact]
    public void Rules_keep_what_ipvsadm_would_lose()
    {
        LvsVirtualService service = new()
        {
            FirewallMark = uint.MaxValue,
            Scheduler = "sh",
            SchedulerFlags = ["flag-3"],
            RealServers =
            [
                new LvsRealServer { Address = "10.0.0.1", Port = 0, UpperThreshold = 10, LowerThreshold = 5 },
            ],
        };
        Assert.Equal(
            "-A -f 4294967295 -s sh -b flag-3\n-a -f 4294967295 -r 10.0.0.1:0 -g -w 1 -x 10 -y 5\n",
            Print(service, IpvsadmFormat.Rule | IpvsadmFormat.Numeric, new KnownNames()));
    }

    private static string Print(LvsVirtualService service, IpvsadmFormat format, IIpvsadmNames names)
    {
        StringWriter output = new();
        new IpvsadmPrinter(output, format, names).Print([service]);
        return output.ToString();
    }

    private static LvsVirtualService Service(string address, int port = 80) =>
        new() { Protocol = LvsProtocol.Tcp, Address = address, Port = port };

    private sealed class LongName(string name) : IIpvsadmNames
    {
        public uint? FindHost(string host) => null;

        public int? FindPort(string service, LvsProtocol? protocol) => null;

        public string? HostOf(string address) => name;

        public string? ServiceOf(int port, LvsProtocol? protocol) => null;
    }
}
