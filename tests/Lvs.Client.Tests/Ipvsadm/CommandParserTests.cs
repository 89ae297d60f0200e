using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

/// <summary>What the recordings (tests/Lvs.Ipvsadm.Tests) do not show of the command line.</summary>
public sealed class CommandParserTests
{
    [Fact]
    public void Options_take_effect_in_the_order_given()
    {
        // Before -t there is no port that -r could take over, and no protocol that could say what a service name means.
        Assert.Equal(80, Parse("-a -t 192.0.2.1:80 -r 10.0.0.1 -m").Server!.Port);
        Assert.Equal(0, Parse("-a -r 10.0.0.1 -t 192.0.2.1:80 -m").Server!.Port);
        Assert.Equal(80, Parse("-a -t 192.0.2.1:81 -r 10.0.0.1:http -m").Server!.Port);
        Assert.Equal("illegal real server address[:port] specified", Refused("-a -r 10.0.0.1:http -t 192.0.2.1:81 -m"));
    }

    [Fact]
    public void A_mask_given_before_an_IPv6_address_is_lost()
    {
        Assert.Equal("64", Parse("-A -t [2001:db8::1]:80 -p -M 64").Service!.PersistenceMask);
        Assert.Null(Parse("-A -M 64 -p -t [2001:db8::1]:80").Service!.PersistenceMask);
        Assert.Equal("0.0.0.64", Parse("-A -M 64 -p -t 192.0.2.1:80").Service!.PersistenceMask);
        Assert.Equal("64", Parse("-A -f 5 -6 -M 64").Service!.PersistenceMask);
        Assert.Null(Parse("-A -f 5 -M 64 -6").Service!.PersistenceMask);
    }

    [Theory]
    [InlineData("-A -t web1:http", "tcp/10.0.0.1:80")]
    [InlineData("-A -t 10.1:80", "tcp/10.0.0.1:80")]
    [InlineData("-A -t 0x0a.0.0.010:0x50 -p", null)]
    [InlineData("-A -t 0x0a.0.0.010:+80", "tcp/10.0.0.8:80")]
    [InlineData("-A -t 2001:db8::1 -p", "tcp/[2001:db8::1]:0")]
    [InlineData("-A -u [::ffff:10.0.0.1]:53", "udp/[::ffff:10.0.0.1]:53")]
    [InlineData("-A -u [2001:db8::1%eth0]:53", null)]
    [InlineData("-A --sctp-service 10.0.0.1:9", "sctp/10.0.0.1:9")]
    [InlineData("-A -t 80", null)]
    [InlineData("-A -t 10.0.0.1.:80", null)]
    [InlineData("-A -p -t 10.0.0.1\r", "tcp/10.0.0.1:0")]
    [InlineData("-A -t 10.0.0.1:80\r", null)]
    [InlineData("-A -t 10.0.0.256:80", null)]
    [InlineData("-A -u 10.0.0.1:http", null)]
    [InlineData("-A -f 4294967295", "fwm/4294967295")]
    [InlineData("-A -f 7 -6", "fwm6/7")]
    public void Addresses_are_read_as_the_C_library_does(string line, string? id)
    {
        if (id is null)
            Assert.Equal("illegal virtual server address[:port] specified", Refused(line));
        else
            Assert.Equal(id, Parse(line).Service!.Key);
    }

    [Theory]
    [InlineData("-A -t 192.0.2.1:80 -p 0", "invalid timeout value `0' specified")]
    [InlineData("-A -t 192.0.2.1:80 -p 2678401", "invalid timeout value `2678401' specified")]
    [InlineData("-A -t 192.0.2.1:80 -b sh-port", "incompatible scheduler flag `sh-port'")]
    [InlineData("-A -t 192.0.2.1:80 -b nosuch", "invalid scheduler flag `nosuch'")]
    [InlineData("-A -t 192.0.2.1:80 -M nosuch", "illegal virtual server persistent mask specified")]
    [InlineData("-a -t 192.0.2.1:80 -r 10.0.0.1 -y -1", "illegal l_threshold specified")]
    [InlineData("-L --start-daemon foo", "invalid option `foo'")]
    [InlineData("-L -c --timeout", "The option 'timeout' conflicts with the 'connection' option in the 'list' command")]
    [InlineData("-L --daemon --persistent-conn", "options conflicts in the list command")]
    [InlineData("--stop-daemon foo", "illegal start_daemon specified")]
    [InlineData("--start-daemon master --mcast-group 224.0.0.0x51", "invalid IPv4 mcast-group `224.0.0.0x51'")]
    [InlineData("--start-daemon master --mcast-group 0340.0.0.81", "invalid IPv4 mcast-group `0340.0.0.81'")]
    [InlineData("--set 1 2 3 4", "unexpected argument 4")]
    [InlineData("-A -h", "invalid option `-h'")]
    public void Refusals_are_ipvsadm_s(string line, string message) => Assert.Equal(message, Refused(line));

    [Fact]
    public void Nothing_but_a_command_comes_first()
    {
        foreach (string line in (string[])["-n", "-t 192.0.2.1:80", "--nosuch", "--", "word"])
        {
            IpvsadmExitException e = Assert.Throws<IpvsadmExitException>(() => Parse(line));
            Assert.Equal((255, "Try `ipvsadm -h' or 'ipvsadm --help' for more information."), (e.Status, e.Message));
        }
    }

    [Fact]
    public void All_settings_arrive()
    {
        LvsVirtualService service = Parse("-E -u 192.0.2.1:53 -s sh -b sh-port,flag-3 -p 60 -M 255.255.0.0 --pe sip -o").Service!;
        Assert.Equal(
            ("sh", 60L, "255.255.0.0", "sip", true),
            (service.Scheduler, service.PersistenceTimeout, service.PersistenceMask, service.PersistenceEngine, service.OnePacket));
        Assert.Equal(["sh-port", "flag-3"], service.SchedulerFlags!);
        LvsRealServer server = Parse(
            "-e -t 192.0.2.1:80 -r [2001:db8::1]:99 -i -w 0 -x 9 -y 8 --tun-type gue --tun-port 6080 --tun-remcsum").Server!;
        Assert.Equal(
            new LvsRealServer
            {
                Address = "2001:db8::1",
                Port = 80,
                ForwardingMethod = LvsForwardingMethod.Tunnel,
                Weight = 0,
                UpperThreshold = 9,
                LowerThreshold = 8,
                TunnelType = LvsTunnelType.Gue,
                TunnelPort = 6080,
                TunnelChecksum = LvsTunnelChecksum.Remote,
            },
            server);
    }

    private static IpvsadmCommand Parse(string line) => CommandParser.Parse("ipvsadm", line.Split(' '), new KnownNames());

    private static string Refused(string line)
    {
        IpvsadmExitException e = Assert.Throws<IpvsadmExitException>(() => Parse(line));
        Assert.Equal(2, e.Status);
        return e.Message;
    }
}
