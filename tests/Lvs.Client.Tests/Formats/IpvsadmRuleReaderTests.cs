using System.Runtime.Versioning;
using System.Text;
using Lvs.Client.Formats;

namespace Lvs.Client.Tests.Formats;

[SupportedOSPlatform("linux")]
public sealed class IpvsadmRuleReaderTests
{
    [Fact]
    public void Lines_of_scripts_and_of_saved_rules_are_read()
    {
        LvsRules rules = Read("""
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
            """);
        Assert.Equal(["tcp/192.0.2.1:80", "fwm/5"], rules.Services.Select(service => service.Key));
        Assert.Equal("wrr", rules.Services[0].Scheduler);
        Assert.Equal(6, Assert.Single(rules.Services[0].RealServers!).Weight);
    }

    [Theory]
    [InlineData("-A -f 5\n-A -f 5", 2, "'-A -f 5' cannot be taken: Service already exists.")]
    [InlineData("-a -f 5 -r 10.0.0.1", 1, "'-a -f 5 -r 10.0.0.1' cannot be taken: Service not defined.")]
    [InlineData("\n\n-A -f", 3, "'-A -f' cannot be taken: -f: missing argument.")]
    [InlineData("-L -n", 1, "'-L -n' cannot be taken: it is no rule.")]
    [InlineData("hello", 1, "'hello' cannot be taken: Try `ipvsadm -h'")]
    [InlineData("-A -f 5 -s nosuch -w 3", 1, "Illegal 'weight' option with the 'add-service' command")]
    public void A_line_that_cannot_be_taken_is_named(string text, long line, string message)
    {
        RuleFileException e = Assert.Throws<RuleFileException>(() => Read(text));
        Assert.Contains(message, e.Detail);
        Assert.Equal((line, text.Split('\n')[^1]), (e.Line, e.Value));
        Assert.StartsWith($"saved:{line}: ", e.Message);
    }

    private static LvsRules Read(string text) =>
        RuleFileReader.Parse(Encoding.UTF8.GetBytes(text), "saved", RuleFileFormat.Ipvsadm).Rules;
}
