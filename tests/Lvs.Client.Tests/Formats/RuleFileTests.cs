using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Lvs.Client.Formats;

namespace Lvs.Client.Tests.Formats;

[SupportedOSPlatform("linux")]
public sealed partial class RuleFileTests
{
    // Both files of a user's pair of directors, with VRRP, health checks and comments, as they stand.
    [Theory]
    [InlineData(0, 22L, 29L, 38L, new[] { 7L, 22L })]
    [InlineData(1, 22L, 31L, 40L, new[] { 7L, 29L, 22L })]
    public void The_keepalived_conf_of_a_user_gives_its_virtual_servers_and_names_the_rest(
        int director, long line, long firstLine, long secondLine, long[] warnings)
    {
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Seeds", "003.txt"));
        RuleFile file = Parse(KeepalivedConf().Matches(document)[director].Value);
        Assert.Equal(RuleFileFormat.Keepalived, file.Format);
        LvsVirtualService service = Assert.Single(file.Rules.Services);
        Assert.Equal(("tcp/192.168.179.10:80", "wrr", 0L), (service.Key, service.Scheduler, service.PersistenceTimeout));
        Assert.Equal(
            [
                ("192.168.179.52:80", 1, LvsForwardingMethod.DirectRouting),
                ("192.168.179.53:80", 2, LvsForwardingMethod.DirectRouting),
            ],
            service.RealServers!.Select(server => (LvsNames.Server(server), server.Weight, server.ForwardingMethod)));
        Assert.Equal(line, file.LineOf("$.services[0]"));
        Assert.Equal(firstLine, file.LineOf("$.services[0].realServers[0]"));
        Assert.Equal(secondLine, file.LineOf("$.services[0].realServers[1].weight"));
        Assert.Equal(warnings.Select(number => (long?)number), file.Warnings.Select(warning => warning.Line));
    }

    [Fact]
    public void Groups_marks_tunnels_and_defaults_are_understood()
    {
        RuleFile file = Parse("""
            virtual_server_group web {
                192.0.2.1-2 80
                fwmark 7
            }
            virtual_server group web {
                persistence_timeout
                sh-port
                lb_algo sh
                lvs_method TUN type gue port 6080 csum
                real_server 10.0.0.1 80 {
                }
                real_server 10.0.0.2 80 {
                    lvs_method NAT
                    uthreshold 9
                }
            }
            virtual_server 2001:db8::1 53 {
                protocol UDP
                ops
                real_server 2001:db8::a 53
            }
            """);
        Assert.Equal(
            ["tcp/192.0.2.1:80", "tcp/192.0.2.2:80", "fwm/7", "udp/[2001:db8::1]:53"],
            file.Rules.Services.Select(service => service.Key));
        LvsVirtualService web = file.Rules.Services[2];
        Assert.Equal((360L, "sh-port"), (web.PersistenceTimeout, Assert.Single(web.SchedulerFlags!)));
        Assert.Equal(
            (LvsTunnelType.Gue, 6080, LvsTunnelChecksum.Full),
            (web.RealServers![0].TunnelType, web.RealServers[0].TunnelPort, web.RealServers[0].TunnelChecksum));
        Assert.Equal((LvsForwardingMethod.Masquerade, 9L), (web.RealServers[1].ForwardingMethod,
            web.RealServers[1].UpperThreshold));
        Assert.True(file.Rules.Services[3].OnePacket);
        Assert.Equal(LvsForwardingMethod.Masquerade, file.Rules.Services[3].RealServers![0].ForwardingMethod);
    }

    [Theory]
    [InlineData("virtual_server 192.0.2.1 80 {\n lb_kind DRR\n}", 2, "DRR")]
    [InlineData("virtual_server 192.0.2.1 80 {\n lb_algoo rr\n}", 2, "lb_algoo")]
    [InlineData("virtual_server 192.0.2.1 80 {\n real_server 10.0.0 80 {\n }\n}", 2, "10.0.0")]
    [InlineData("virtual_server 192.0.2.1 80 {\n real_server 10.0.0.1 80 {\n weight -1\n }\n}", 3, "-1")]
    [InlineData("virtual_server 192.0.2.1 80 {\n\n", 1, "virtual_server 192.0.2.1 80")]
    [InlineData("virtual_server group gone {\n}", 1, "gone")]
    [InlineData("-A -t 192.0.2.1:80\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -w many", 2, "-a -t 192.0.2.1:80 -r 10.0.0.1:80 -w many")]
    [InlineData("{\"services\":[\n{\"protocol\":\"tcp\",\"adress\":\"192.0.2.1\"}]}", 2, "adress")]
    [InlineData("{\"services\":[\n{\"protocol\":\"tpc\"}]}", 2, "tpc")]
    [InlineData("hello\n", 1, "hello")]
    public void What_cannot_be_is_named_by_file_line_and_value(string text, long line, string value)
    {
        RuleFileException e = Assert.Throws<RuleFileException>(() => Parse(text));
        Assert.Equal((line, value), (e.Line, e.Value));
        Assert.StartsWith($"rules.txt:{line}: ", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.Remedy!);
    }

    [Fact]
    public void Json_is_written_without_what_is_only_reported_and_read_back()
    {
        LvsRules rules = new()
        {
            Services =
            [
                new LvsVirtualService
                {
                    Id = "tcp/192.0.2.1:80", Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80,
                    Timeouts = new LvsTimeouts { Tcp = 7 },
                    RealServers = [new LvsRealServer { Address = "10.0.0.1", Port = 80, Weight = 0, SuspendedWeight = 4,
                        ActiveConnections = 9 }],
                },
            ],
            FirewallMarks = [new LvsFirewallMark { Id = "x", Destination = "192.0.2.0/24", Mark = 5 }],
        };
        string text = JsonRuleWriter.Write(rules);
        Assert.DoesNotContain("activeConnections", text, StringComparison.Ordinal);
        RuleFile back = Parse(text);
        Assert.Equal(text, JsonRuleWriter.Write(back.Rules));
        Assert.Equal(4, back.Rules.Services[0].RealServers![0].SuspendedWeight);
        Assert.Equal(17, back.LineOf("$.services[0].realServers[0].address"));
    }

    [Fact]
    public void What_ipvsadm_cannot_say_is_named()
    {
        (string text, IReadOnlyList<RuleFileWarning> lost) = IpvsadmRuleWriter.Write(new LvsRules
        {
            Services =
            [
                new LvsVirtualService
                {
                    Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80, Timeouts = new LvsTimeouts { Tcp = 7 },
                    RealServers = [new LvsRealServer { Address = "10.0.0.1", Port = 80, Weight = 0, SuspendedWeight = 4 }],
                },
            ],
            FirewallMarks = [new LvsFirewallMark { Destination = "192.0.2.0/24", Mark = 5 }],
        });
        Assert.Equal("-A -t 192.0.2.1:80 -s wlc\n-a -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 0\n", text);
        Assert.Equal(3, lost.Count);
        Assert.Equal(2, Parse(text).LineOf("$.services[0].realServers[0]"));
    }

    private static RuleFile Parse(string text) => RuleFileReader.Parse(Encoding.UTF8.GetBytes(text), "rules.txt");

    // From its heading to the next command or headline of the document.
    [GeneratedRegex(@"^\t! Configuration File.*?(?=^\t~\]#|^\*\*)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex KeepalivedConf();
}
