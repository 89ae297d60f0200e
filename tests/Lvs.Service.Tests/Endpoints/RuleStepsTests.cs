using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class RuleStepsTests
{
    private static readonly LvsVirtualService Web = new()
    {
        Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80, Scheduler = "rr",
    };

    [Fact]
    public async Task Steps_are_made_in_order_and_written_once()
    {
        int writes = 0;
        await using TestServer server = await TestServer.StartAsync(
            beforeStoreStep: step => writes += step == "write" ? 1 : 0);
        Assert.Empty(await server.Client.ChangeRulesAsync(
        [
            new() { Action = LvsRuleAction.AddService, Service = Web },
            Server(LvsRuleAction.AddServer, "10.0.0.1"),
            Server(LvsRuleAction.AddServer, "10.0.0.2"),
            Server(LvsRuleAction.EditServer, "10.0.0.2", weight: 7),
            Server(LvsRuleAction.RemoveServer, "10.0.0.1"),
            new() { Action = LvsRuleAction.EditService, Service = Web with { Scheduler = "wrr" } },
        ]));
        LvsVirtualService service = Assert.Single((await server.Client.GetRulesAsync()).Services);
        Assert.Equal("wrr", service.Scheduler);
        Assert.Equal(("10.0.0.2", 7), (Assert.Single(service.RealServers!).Address, service.RealServers![0].Weight));
        Assert.Equal(1, writes);
    }

    [Fact]
    public async Task A_refused_step_is_reported_by_its_place_and_does_not_keep_the_others()
    {
        await using TestServer server = await TestServer.StartAsync();
        IReadOnlyList<LvsRuleStepFailure> failures = await server.Client.ChangeRulesAsync(
        [
            new() { Action = LvsRuleAction.AddService, Service = Web },
            new() { Action = LvsRuleAction.AddService, Service = Web with { Scheduler = "wlc" } },
            new() { Action = LvsRuleAction.AddService, Service = Web with { Port = 70_000 } },
            new() { Action = LvsRuleAction.RemoveServer, Service = Web },
            Server(LvsRuleAction.AddServer, "224.0.0.1"),
            Server(LvsRuleAction.AddServer, "10.0.0.1"),
        ]);
        Assert.Equal(
            [(1, "service-exists"), (2, "invalid-port"), (3, "missing-value"), (4, "invalid-address")],
            failures.Select(failure => (failure.Step, failure.Problem.Type[LvsProblemIds.Prefix.Length..])));
        LvsVirtualService service = Assert.Single((await server.Client.GetRulesAsync()).Services);
        Assert.Equal(("rr", "10.0.0.1"), (service.Scheduler, Assert.Single(service.RealServers!).Address));
    }

    [Fact]
    public async Task Clear_removes_what_stands_before_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.ChangeRulesAsync(
        [
            new() { Action = LvsRuleAction.AddService, Service = Web },
            new() { Action = LvsRuleAction.Clear },
            new() { Action = LvsRuleAction.AddService, Service = new LvsVirtualService { FirewallMark = 5 } },
        ]);
        Assert.Equal("fwm/5", Assert.Single((await server.Client.GetRulesAsync()).Services).Id);
    }

    [Fact]
    public async Task A_port_that_cannot_be_mapped_becomes_the_service_s_and_own_timeouts_stay()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsTimeouts own = new() { Tcp = 5, TcpFin = 6, Udp = 7 };
        await server.Client.AddServiceAsync(Web with { Timeouts = own });
        LvsRuleStep add = Server(LvsRuleAction.AddServer, "10.0.0.1");
        add.Server!.Port = 8080;
        Assert.Empty(await server.Client.ChangeRulesAsync(
            [add, new() { Action = LvsRuleAction.EditService, Service = Web with { Scheduler = "lc" } }]));
        LvsVirtualService service = Assert.Single((await server.Client.GetRulesAsync()).Services);
        Assert.Equal((80, "lc", own), (service.RealServers![0].Port, service.Scheduler, service.Timeouts));
    }

    private static LvsRuleStep Server(LvsRuleAction action, string address, int weight = 1) => new()
    {
        Action = action,
        Service = new LvsVirtualService { Protocol = Web.Protocol, Address = Web.Address, Port = Web.Port },
        Server = new LvsRealServer { Address = address, Port = 80, Weight = weight },
    };
}
