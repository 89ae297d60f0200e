using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class RulesTests
{
    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsRulePlan plan = await server.Client.SetRulesAsync(Samples.Rules(), dryRun: true);
        Assert.False(plan.Applied);
        Assert.Equal(2, plan.Changes.Count(change => change is { Kind: LvsChangeKind.Service, Action: LvsChangeAction.Added }));
        Assert.Equal(3, plan.Changes.Count(change => change is { Kind: LvsChangeKind.Server, Action: LvsChangeAction.Added }));
        Assert.Equal(
            "5/tcp/198.51.100.0/24:80-90",
            Assert.Single(plan.Changes, change => change.Kind == LvsChangeKind.FirewallMark).FirewallMark);
        Assert.Empty((await server.Client.GetRulesAsync()).Services);
    }

    [Fact]
    public async Task Put_reconciles_and_reports_property_by_property()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        LvsRules desired = Samples.Rules();
        desired.Services = [desired.Services[0]];
        desired.Services[0].RealServers![1].Weight = 7;
        LvsRulePlan plan = await server.Client.SetRulesAsync(desired);
        LvsRuleChange weight = Assert.Single(plan.Changes, change => change.Action == LvsChangeAction.Changed);
        Assert.Equal(("10.0.0.2:8080", "weight", "3", "7"), (weight.Server, weight.Property, weight.Before, weight.After));
        Assert.Contains(
            plan.Changes, change => change is { Action: LvsChangeAction.Removed, Service: "udp/[2001:db8::1]:53", Server: null });
        Assert.Equal(Samples.WebId, Assert.Single((await server.Client.GetRulesAsync()).Services).Id);
    }

    [Fact]
    public async Task Merge_removes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        await server.Client.SetRulesAsync(new LvsRules { Services = [new LvsVirtualService { FirewallMark = 9 }] }, merge: true);
        LvsRules rules = await server.Client.GetRulesAsync();
        Assert.Equal((3, 1), (rules.Services.Count, rules.FirewallMarks.Count));
    }

    [Fact]
    public async Task One_bad_rule_refuses_all_of_them()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        LvsRules desired = Samples.Rules();
        desired.Services[0].Scheduler = "rr";
        desired.Services[1].RealServers![0].Port = 54;
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.SetRulesAsync(desired));
        Assert.Equal("port-mapping", e.Id);
        Assert.Equal("wrr", (await server.Client.GetServiceAsync(Samples.WebId)).Scheduler);
        Assert.NotEmpty((await server.Client.SetRulesAsync(desired, ignorePortMapping: true)).Changes);
    }

    [Fact]
    public async Task Clear_removes_services_and_leaves_marks()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        await server.Client.ClearRulesAsync();
        LvsRules rules = await server.Client.GetRulesAsync();
        Assert.Equal((0, 1), (rules.Services.Count, rules.FirewallMarks.Count));
    }

    [Fact]
    public async Task A_thousand_services_with_a_hundred_servers_go_in_at_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        // The fake's rule book has room for 65,536 servers.
        LvsRules rules = new() { Services = [.. Enumerable.Range(0, 600).Select(Service)] };
        LvsRulePlan plan = await server.Client.SetRulesAsync(rules);
        Assert.Equal(600 + 60_000, plan.Changes.Count);
        Assert.Equal(60_000, (await server.Client.GetDirectorAsync()).Servers);

        static LvsVirtualService Service(int i) => new()
        {
            Protocol = LvsProtocol.Tcp,
            Address = $"192.0.{i / 250}.{1 + (i % 250)}",
            Port = 80,
            RealServers = [.. Enumerable.Range(1, 100).Select(n => new LvsRealServer { Address = $"10.{i / 250}.{i % 250}.{n}" })],
        };
    }

    [Fact]
    public async Task Firewall_marks_are_added_listed_and_removed_by_id()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsFirewallMark added = await server.Client.AddFirewallMarkAsync(
            new LvsFirewallMark { Destination = "2001:db8::/32", Mark = 4294967295 });
        Assert.Equal("4294967295/any/[2001:db8::/32]:0-65535", added.Id);
        await server.Client.AddFirewallMarkAsync(new LvsFirewallMark
        {
            Destination = "192.0.2.1",
            Protocol = LvsProtocol.Udp,
            Ports = "53",
            Mark = 1,
        });
        IReadOnlyList<LvsFirewallMark> marks = await server.Client.GetFirewallMarksAsync();
        Assert.Equal(["4294967295/any/[2001:db8::/32]:0-65535", "1/udp/192.0.2.1:53"], marks.Select(mark => mark.Id));
        foreach (LvsFirewallMark mark in marks)
            await server.Client.RemoveFirewallMarkAsync(mark.Id!);
        Assert.Empty(await server.Client.GetFirewallMarksAsync());
    }
}
