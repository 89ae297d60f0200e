using Lvs.Service.Tests.Fakes;

namespace Lvs.PowerShell.Tests.Ipvsadm;

/// <summary>The cmdlet behind ipvsadm, against an lvsd with a director in memory.</summary>
public sealed class InvokeIpvsadmTests
{
    [Fact]
    public async Task Lines_come_out_and_go_in_by_the_pipeline()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.ClearRulesAsync();
        Pipeline restore = Pipeline.From()
            .Then<InvokeIpvsadmCommand>(("Director", server.SocketPath), ("ArgumentList", new object?[] { "-R" }))
            .Run("-A -t 192.0.2.10:80 -s wrr", "-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 2");
        Assert.Empty(restore.Errors);
        Pipeline save = Run(server, "-S", "-n");
        Assert.Equal(["-A -t 192.0.2.10:80 -s wrr", "-a -t 192.0.2.10:80 -r 10.0.0.1:80 -m -w 2"], save.Output);
    }

    [Fact]
    public async Task Numbers_and_lists_are_words()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.ClearRulesAsync();
        Assert.Empty(Run(server, "-A", "-f", 7, "-p", 300).Errors);
        Assert.Equal(["-A -f 7 -s wlc -p 300"], Run(server, new object[] { "-S", "-n" }).Output);
    }

    [Fact]
    public async Task Messages_are_errors()
    {
        await using TestServer server = await TestServer.StartAsync();
        Pipeline pipeline = Run(server, "-D", "-t", "192.0.2.99:80");
        Assert.Equal("No such service", Assert.Single(pipeline.Errors).Exception.Message);
        Assert.Empty(pipeline.Output);
    }

    private static Pipeline Run(TestServer server, params object?[] words) => new Pipeline()
        .Then<InvokeIpvsadmCommand>(("Director", server.SocketPath), ("ArgumentList", words)).Run();
}
