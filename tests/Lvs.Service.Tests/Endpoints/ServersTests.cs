using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class ServersTests
{
    private const string One = "10.0.0.1:8080";

    [Fact]
    public async Task Servers_are_added_listed_edited_and_removed()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        LvsRealServer added = await server.Client.AddServerAsync(
            Samples.WebId, new LvsRealServer { Address = "10.0.0.3", Port = 8080, ForwardingMethod = LvsForwardingMethod.Masquerade });
        Assert.Equal((1, 8080), (added.Weight, added.Port));
        Assert.Equal(
            ["10.0.0.1", "10.0.0.2", "10.0.0.3"], (await server.Client.GetServersAsync(Samples.WebId)).Select(real => real.Address));

        LvsRealServer edited = await server.Client.EditServerAsync(
            Samples.WebId, One, new LvsServerPatch { Weight = 0, UpperThreshold = 9 });
        Assert.Equal((0, 9L, LvsForwardingMethod.Masquerade), (edited.Weight, edited.UpperThreshold, edited.ForwardingMethod));

        LvsRealServer replaced = await server.Client.ReplaceServerAsync(
            Samples.WebId, One, new LvsRealServer { ForwardingMethod = LvsForwardingMethod.Masquerade });
        Assert.Equal((1, 0L), (replaced.Weight, replaced.UpperThreshold));

        await server.Client.RemoveServerAsync(Samples.WebId, One);
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.GetServerAsync(Samples.WebId, One));
        Assert.Equal((404, LvsProblemIds.ServerNotFound, One), (e.Status, e.Id, e.Value));
    }

    [Fact]
    public async Task A_missing_port_is_the_services()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Dns());
        LvsRealServer real = Assert.Single(await server.Client.GetServersAsync("udp/[2001:db8::1]:53"));
        Assert.Equal((53, LvsForwardingMethod.DirectRouting), (real.Port, real.ForwardingMethod));
        Assert.Equal(53, (await server.Client.GetServerAsync("udp/[2001:db8::1]:53", "[2001:db8::a]:53")).Port);
    }

    [Fact]
    public async Task Port_mapping_is_refused_unless_it_may_be_ignored()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(new LvsVirtualService { Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80 });
        LvsRealServer mapped = new() { Address = "10.0.0.1", Port = 8080 };
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddServerAsync(Samples.WebId, mapped));
        Assert.Equal((400, "port-mapping"), (e.Status, e.Id));
        Assert.Empty(await server.Client.GetServersAsync(Samples.WebId));
        Assert.Equal(80, (await server.Client.AddServerAsync(Samples.WebId, mapped, ignorePortMapping: true)).Port);
    }

    [Fact]
    public async Task Tunnel_options_are_kept_and_dropped_with_the_tunnel()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(new LvsVirtualService { Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80 });
        LvsRealServer added = await server.Client.AddServerAsync(Samples.WebId, new LvsRealServer
        {
            Address = "2001:db8::5",
            ForwardingMethod = LvsForwardingMethod.Tunnel,
            TunnelType = LvsTunnelType.Gue,
            TunnelPort = 6080,
            TunnelChecksum = LvsTunnelChecksum.Remote,
        });
        Assert.Equal((LvsTunnelType.Gue, 6080, LvsTunnelChecksum.Remote), (added.TunnelType, added.TunnelPort, added.TunnelChecksum));

        const string id = "[2001:db8::5]:80";
        LvsRealServer edited = await server.Client.EditServerAsync(
            Samples.WebId, id, new LvsServerPatch { TunnelType = LvsTunnelType.Gre });
        Assert.Equal((LvsTunnelType.Gre, null, LvsTunnelChecksum.None), (edited.TunnelType, edited.TunnelPort, edited.TunnelChecksum));
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.EditServerAsync(
            Samples.WebId, id, new LvsServerPatch { ForwardingMethod = LvsForwardingMethod.DirectRouting }));
        Assert.Equal("family-mismatch", e.Id);
    }

    [Fact]
    public async Task A_server_on_the_director_shows_as_local()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(new LvsVirtualService { Protocol = LvsProtocol.Tcp, Address = "192.0.2.1", Port = 80 });
        LvsRealServer added = await server.Client.AddServerAsync(
            Samples.WebId, new LvsRealServer { Address = MemoryDirector.OwnAddress.ToString() });
        Assert.True(added.Local);
    }

    [Fact]
    public async Task A_suspended_server_goes_back_to_the_weight_it_had()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        await server.Client.EditServerAsync(Samples.WebId, One, new LvsServerPatch { Weight = 7 });
        LvsServerPatch suspend = new() { Suspended = true };
        LvsServerPatch resume = new() { Suspended = false };

        LvsRealServer suspended = await server.Client.EditServerAsync(Samples.WebId, One, suspend);
        Assert.Equal((0, 7), (suspended.Weight, suspended.SuspendedWeight));
        suspended = await server.Client.EditServerAsync(Samples.WebId, One, suspend);
        Assert.Equal((0, 7), (suspended.Weight, suspended.SuspendedWeight));
        LvsRealServer resumed = await server.Client.EditServerAsync(Samples.WebId, One, resume);
        Assert.Equal((7, null), (resumed.Weight, resumed.SuspendedWeight));
        Assert.Equal(7, (await server.Client.EditServerAsync(Samples.WebId, One, resume)).Weight);

        await server.Client.EditServerAsync(Samples.WebId, One, suspend);
        LvsRealServer weighed = await server.Client.EditServerAsync(Samples.WebId, One, new LvsServerPatch { Weight = 3 });
        Assert.Equal((3, null), (weighed.Weight, weighed.SuspendedWeight));
    }

    [Fact]
    public async Task A_suspension_that_contradicts_the_weight_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        LvsClientException both = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.EditServerAsync(
            Samples.WebId, One, new LvsServerPatch { Weight = 1, Suspended = true }));
        LvsClientException rule = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddServerAsync(
            Samples.WebId, new LvsRealServer
            {
                Address = "10.0.0.9", ForwardingMethod = LvsForwardingMethod.Masquerade, Weight = 2, SuspendedWeight = 3,
            }));
        Assert.Equal(("invalid-weight", "invalid-weight"), (both.Id, rule.Id));
        Assert.Null((await server.Client.GetServerAsync(Samples.WebId, One)).SuspendedWeight);
    }
}
