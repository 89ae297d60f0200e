using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class ServicesTests
{
    [Fact]
    public async Task A_service_is_added_with_its_servers_and_read_back()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualService added = await server.Client.AddServiceAsync(Samples.Web());
        Assert.Equal(Samples.WebId, added.Id);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], added.RealServers!.Select(real => real.Address));
        Assert.Equal([2, 3], added.RealServers!.Select(real => real.Weight));
        Assert.All(added.RealServers!, real => Assert.Equal((0, 0, 0, false), (
            real.ActiveConnections, real.InactiveConnections, real.PersistentConnections, real.Overloaded)));

        LvsVirtualService read = await server.Client.GetServiceAsync(Samples.WebId);
        Assert.Equal("wrr", read.Scheduler);
        Assert.Equal(LvsAddressFamily.Ipv4, read.AddressFamily);
        Assert.Single(await server.Client.GetServicesAsync());
    }

    [Fact]
    public async Task What_get_answers_can_be_put_back_without_a_change()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        LvsRules rules = await server.Client.GetRulesAsync();
        LvsRulePlan plan = await server.Client.SetRulesAsync(rules);
        Assert.True(plan.Applied);
        Assert.Empty(plan.Changes);
        foreach (LvsVirtualService service in rules.Services)
            await server.Client.ReplaceServiceAsync(service.Id!, service);
        Assert.Empty((await server.Client.SetRulesAsync(rules, dryRun: true)).Changes);
    }

    [Fact]
    public async Task A_bad_server_in_a_new_service_adds_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualService web = Samples.Web();
        web.RealServers = [.. web.RealServers!, new LvsRealServer { Address = "10.0.0.3", Weight = -1 }];
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddServiceAsync(web));
        Assert.Equal(("invalid-weight", "-1", "$.realServers[2].weight"), (e.Id, e.Value, e.Problem!.Path));
        Assert.Empty(await server.Client.GetServicesAsync());
    }

    [Fact]
    public async Task Put_resets_what_is_left_out_and_keeps_servers_that_are_not_given()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        LvsVirtualService replaced = await server.Client.ReplaceServiceAsync(
            Samples.WebId, new LvsVirtualService { PersistenceTimeout = 60 });
        Assert.Equal(("wlc", 60L, 2), (replaced.Scheduler, replaced.PersistenceTimeout, replaced.RealServers!.Count));

        replaced = await server.Client.ReplaceServiceAsync(Samples.WebId, new LvsVirtualService
        {
            RealServers = [new LvsRealServer { Address = "10.0.0.2", Port = 8080, ForwardingMethod = LvsForwardingMethod.Masquerade }],
        });
        Assert.Equal("10.0.0.2", Assert.Single(replaced.RealServers!).Address);
    }

    [Fact]
    public async Task Patch_changes_only_what_is_given()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualService web = Samples.Web();
        web.PersistenceTimeout = 300;
        web.PersistenceMask = "255.255.255.0";
        web.Timeouts = new LvsTimeouts { Tcp = 60 };
        await server.Client.AddServiceAsync(web);
        LvsVirtualService patched = await server.Client.EditServiceAsync(
            Samples.WebId, new LvsServicePatch { Scheduler = "sh", SchedulerFlags = ["sh-port"] });
        Assert.Equal(("sh", 300L, "255.255.255.0", 60L), (
            patched.Scheduler, patched.PersistenceTimeout, patched.PersistenceMask, patched.Timeouts!.Tcp));
        Assert.Equal(["sh-port"], patched.SchedulerFlags);

        patched = await server.Client.EditServiceAsync(
            Samples.WebId, new LvsServicePatch { SchedulerFlags = [], Timeouts = new LvsTimeouts(), PersistenceMask = "32" });
        Assert.Null(patched.SchedulerFlags);
        Assert.Null(patched.Timeouts);
        Assert.Null(patched.PersistenceMask);
    }

    [Theory]
    [InlineData("0.0.0.24", "0.0.0.24")]
    [InlineData("24", "255.255.255.0")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("0", "0.0.0.0")]
    [InlineData("255.255.255.255", null)]
    public async Task Persistence_masks_read_back_in_one_form(string given, string? expected)
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualService web = Samples.Web();
        (web.PersistenceTimeout, web.PersistenceMask) = (300, given);
        Assert.Equal(expected, (await server.Client.AddServiceAsync(web)).PersistenceMask);
    }

    [Fact]
    public async Task A_removed_service_is_gone()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        await server.Client.RemoveServiceAsync(Samples.WebId);
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.GetServiceAsync(Samples.WebId));
        Assert.Equal((404, LvsProblemIds.ServiceNotFound, Samples.WebId), (e.Status, e.Id, e.Value));
    }

    [Theory]
    [InlineData(LvsAddressFamily.Ipv4, "fwm/5")]
    [InlineData(LvsAddressFamily.Ipv6, "fwm6/5")]
    public async Task Firewall_mark_services_have_ids_of_their_own(LvsAddressFamily family, string id)
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualService added = await server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = 5, AddressFamily = family });
        Assert.Equal(id, added.Id);
        Assert.Equal((null, null, null), (added.Protocol, added.Address, added.Port));
        Assert.Equal(5, (await server.Client.GetServiceAsync(id)).FirewallMark);
        await server.Client.RemoveServiceAsync(id);
    }

    [Fact]
    public async Task Location_of_a_new_service_leads_to_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        using StringContent body = new(
            """{"protocol":"udp","address":"2001:db8::1","port":53,"scheduler":"rr"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await server.Http.PostAsync("v1/services", body);
        Assert.Equal(201, (int)response.StatusCode);
        (int status, string text) = await server.SendAsync(HttpMethod.Get, response.Headers.Location!.ToString());
        Assert.Equal(200, status);
        Assert.Contains("udp/[2001:db8::1]:53", text);
    }
}
