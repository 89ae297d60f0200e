using System.Text;
using Lvs.Service.Hosting;
using Lvs.Service.Options;

namespace Lvs.Service.Tests.Options;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void The_file_that_explains_everything_says_the_defaults()
    {
        LvsdOptions options = Parse(ConfigurationFile.Default);
        LvsdOptions defaults = new();
        Assert.Equal(
            defaults with { Interfaces = [], Settings = null, Timeouts = null },
            options with { Interfaces = defaults.Interfaces, Settings = null, Timeouts = null });
        Assert.Empty(options.Interfaces);
        Assert.Equal((900L, 120L, 300L), (options.Timeouts!.Tcp, options.Timeouts.TcpFin, options.Timeouts.Udp));
        foreach (System.Reflection.PropertyInfo property in typeof(ConfigurationDocument).GetProperties())
            Assert.Contains($"\"{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}\":", ConfigurationFile.Default);
    }

    [Fact]
    public void Values_are_taken_over()
    {
        LvsdOptions options = Parse("""
            { // a comment
              "socket": "/tmp/s", "interfaces": ["eth0"], "connections": 4096, "settings": { "sloppy_tcp": 1 }, }
            """);
        Assert.Equal(("/tmp/s", 4096, 1), (options.Socket, options.Connections, options.Settings!.SloppyTcp));
        Assert.Equal(["eth0"], options.Interfaces);
    }

    [Theory]
    [InlineData("{ \"sokcet\": \"/tmp/s\" }", "sokcet")]
    [InlineData("{ \"settings\": { \"sloppy\": 1 } }", "sloppy")]
    [InlineData("{ \"socket\": \"relative\" }", "relative")]
    [InlineData("{ \"connections\": 7 }", "7")]
    [InlineData("{ \"logLevel\": \"loud\" }", "loud")]
    [InlineData("{ \"maximumBody\": 0 }", "maximumBody")]
    [InlineData("{\n \"socket\": \n}", "line 3")]
    [InlineData("{ \"settings\": { \"am_droprate\": 0 } }", "am_droprate")]
    [InlineData("{ \"settings\": { \"sync_threshold\": \"50 3\" } }", "50 3")]
    [InlineData("{ \"timeouts\": { \"tcp\": -5 } }", "-5")]
    [InlineData("{ \"interfaces\": \"eth0\" }", "\"eth0\" is of the wrong type")]
    [InlineData("{ \"socket\": \"/a\", \"socket\": \"/b\" }", "two fields 'socket'")]
    public void What_cannot_be_is_named_with_the_file(string text, string word)
    {
        StartupException e = Assert.Throws<StartupException>(() => Parse(text));
        Assert.Contains("/etc/test.json", e.Problem);
        Assert.Contains(word, e.Problem);
        Assert.NotEmpty(e.Remedy);
    }

    [Fact]
    public async Task A_file_that_is_named_but_missing_exits_with_1()
    {
        StringWriter error = new();
        Assert.Equal(1, await LvsdProgram.RunAsync(["--config", "/nonexistent/lvsd.json"], TextWriter.Null, error));
        Assert.Contains("/nonexistent/lvsd.json", error.ToString());
    }

    private static LvsdOptions Parse(string text) => ConfigurationFile.Parse("/etc/test.json", Encoding.UTF8.GetBytes(text));
}
