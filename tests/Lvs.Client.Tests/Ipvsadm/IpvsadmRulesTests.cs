using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

public sealed class IpvsadmRulesTests
{
    [Fact]
    public void Lines_of_scripts_and_of_saved_rules_are_read()
    {
        LvsRules rules = IpvsadmRules.Read(new StringReader("""
            # a comment
            ipvsadm -C
            ipvsadm -A -t 192.0.2.1:80 -s rr

              -a -t 192.0.2.1:80 -r 10.0.0.1 -g
            -a -t 192.0.2.1:80 -r 10.0.0.2 -g -w 5
            -e -t 192.0.2.1:80 -r 10.0.0.2 -g -w 6
            -d -t 192.0.2.1:80 -r 10.0.0.1
            -E -t 192.0.2.1:80 -s wrr
            -A -f 5
            -A -f 6
            -D -f 6
            """));
        Assert.Equal(["tcp/192.0.2.1:80", "fwm/5"], rules.Services.Select(service => service.Key));
        Assert.Equal("wrr", rules.Services[0].Scheduler);
        Assert.Equal(6, Assert.Single(rules.Services[0].RealServers!).Weight);
    }

    [Theory]
    [InlineData("-A -f 5\n-A -f 5", "Line 2 ('-A -f 5') cannot be taken: Service already exists")]
    [InlineData("-a -f 5 -r 10.0.0.1", "Line 1 ('-a -f 5 -r 10.0.0.1') cannot be taken: Service not defined")]
    [InlineData("\n\n-A -f", "Line 3 ('-A -f') cannot be taken: -f: missing argument")]
    [InlineData("-L -n", "Line 1 ('-L -n') cannot be taken: it is no rule")]
    [InlineData("hello", "Line 1 ('hello') cannot be taken: Try `ipvsadm -h'")]
    [InlineData("-A -f 5 -s nosuch -w 3", "Illegal 'weight' option with the 'add-service' command")]
    public void A_line_that_cannot_be_taken_is_named(string text, string message)
    {
        LvsClientException e = Assert.Throws<LvsClientException>(() => IpvsadmRules.Read(new StringReader(text)));
        Assert.Contains(message, e.Message);
        Assert.Equal("invalid-rule-line", e.Id);
    }
}
