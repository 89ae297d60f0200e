using Lvs.Service.Hosting;
using Lvs.Service.Options;
using Microsoft.Extensions.Logging;

namespace Lvs.Service.Tests.Options;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_option_is_read()
    {
        CommandLine line = CommandLine.Parse(
        [
            "--socket", "/tmp/a", "--state=/tmp/b", "--pin", "/sys/fs/bpf/c", "--interface", "eth0", "--interface=eth1",
            "--connections", "65536", "--log-level", "debug", "--log-file", "/tmp/d", "--readers-group", "adm",
            "--config", "/tmp/e", "--detach",
        ]);
        LvsdOptions options = line.Override(new LvsdOptions { Interfaces = ["lo"] });
        Assert.Equal(("/tmp/a", "/tmp/b", "/sys/fs/bpf/c", 65536), (
            options.Socket, options.StateDirectory, options.PinDirectory, options.Connections));
        Assert.Equal(["eth0", "eth1"], options.Interfaces);
        Assert.Equal((LogLevel.Debug, "/tmp/d", "adm", true), (options.LogLevel, options.LogFile, options.ReadersGroup, options.Detach));
        Assert.Equal("/tmp/e", line.ConfigurationFile);
    }

    [Fact]
    public void What_is_not_given_stays()
    {
        LvsdOptions options = CommandLine.Parse([]).Override(new LvsdOptions { Connections = 2048, Interfaces = ["lo"] });
        Assert.Equal(2048, options.Connections);
        Assert.Equal(["lo"], options.Interfaces);
    }

    [Theory]
    [InlineData("--sokcet", "--sokcet")]
    [InlineData("extra", "extra")]
    [InlineData("--socket", "--socket")]
    [InlineData("--socket=", "--socket")]
    [InlineData("--detach=yes", "yes")]
    [InlineData("--connections=many", "many")]
    [InlineData("--connections=5", "5")]
    [InlineData("--connections=16777216", "16777216")]
    [InlineData("--log-level=loud", "loud")]
    public async Task Wrong_usage_names_the_word_and_exits_with_2(string argument, string word)
    {
        UsageException e = Assert.Throws<UsageException>(() => CommandLine.Parse([argument]));
        Assert.Contains(word, e.Message);
        StringWriter error = new();
        Assert.Equal(2, await LvsdProgram.RunAsync([argument], TextWriter.Null, error));
        Assert.Contains(word, error.ToString());
        Assert.Contains("--help", error.ToString());
    }

    [Fact]
    public async Task Help_names_every_option_and_version_is_one_line()
    {
        StringWriter output = new();
        Assert.Equal(0, await LvsdProgram.RunAsync(["--help"], output, TextWriter.Null));
        foreach (string option in (string[])["--socket", "--state", "--pin", "--interface", "--connections", "--config", "--detach",
            "--version", "--log-level", "--log-file", "--readers-group", "--print-config"])
            Assert.Contains(option, output.ToString());
        output = new StringWriter();
        Assert.Equal(0, await LvsdProgram.RunAsync(["--version"], output, TextWriter.Null));
        Assert.Matches(@"^lvsd \d+\.\d+\.\d+\n$", output.ToString());
    }
}
