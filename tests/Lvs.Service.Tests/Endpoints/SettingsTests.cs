using Lvs.Client;
using Lvs.Service.Directors;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_begin_at_ipvs_defaults_and_change_one_by_one()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsSettings settings = await server.Client.GetSettingsAsync();
        Assert.Equal((0, 1, 0, "3 50", 1), (
            settings.ExpireNodestConn, settings.ConnReuseMode, settings.SloppyTcp, settings.SyncThreshold, settings.KeepRulesOverReboot));
        settings = await server.Client.SetSettingsAsync(new LvsSettings { ExpireNodestConn = 1 });
        Assert.Equal((1, 1), (settings.ExpireNodestConn, settings.ConnReuseMode));
        Assert.Equal(settings, server.Host.Director.Settings);
    }

    [Fact]
    public async Task Settings_are_named_as_their_sysctls()
    {
        await using TestServer server = await TestServer.StartAsync();
        (_, string body) = await server.SendAsync(HttpMethod.Get, "v1/settings");
        Assert.All(SettingCatalog.All, definition => Assert.Contains($"\"{definition.Name}\":{definition.Default}", body));
    }

    [Fact]
    public async Task Every_setting_can_be_set_to_both_ends_of_its_range()
    {
        await using TestServer server = await TestServer.StartAsync();
        foreach (SettingDefinition definition in SettingCatalog.All)
        {
            foreach (int value in (int[])[definition.Minimum, definition.Maximum])
            {
                (int status, string body) = await server.SendAsync(
                    HttpMethod.Patch, "v1/settings", $$"""{"{{definition.Name}}":{{value}}}""");
                Assert.Equal(200, status);
                Assert.Contains($"\"{definition.Name}\":{value}", body);
                Assert.Equal(value, definition.Get(server.Host.Director.Settings!));
            }
        }
    }

    [Fact]
    public async Task Timeouts_of_zero_stay_as_they_are()
    {
        await using TestServer server = await TestServer.StartAsync();
        Assert.Equal(new LvsTimeouts { Tcp = 900, TcpFin = 120, Udp = 300 }, await server.Client.GetTimeoutsAsync());
        LvsTimeouts set = await server.Client.SetTimeoutsAsync(new LvsTimeouts { Tcp = 60 });
        Assert.Equal(new LvsTimeouts { Tcp = 60, TcpFin = 120, Udp = 300 }, set);
        Assert.Equal(set, server.Host.Director.Timeouts);
    }

    [Fact]
    public async Task Configuration_gives_defaults_that_the_api_overrides()
    {
        await using TestServer server = await TestServer.StartAsync(options => options with
        {
            Settings = new LvsSettings { SloppyTcp = 1, SecureTcp = 3 },
            Timeouts = new LvsTimeouts { Udp = 30 },
        });
        await server.Client.SetSettingsAsync(new LvsSettings { SloppyTcp = 0 });
        LvsSettings settings = await server.Client.GetSettingsAsync();
        Assert.Equal((0, 3), (settings.SloppyTcp, settings.SecureTcp));
        Assert.Equal(30, (await server.Client.GetTimeoutsAsync()).Udp);
    }

    [Fact]
    public async Task Virtual_addresses_are_put_on_and_taken_off()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsVirtualAddress added = await server.Client.AddVirtualAddressAsync(
            new LvsVirtualAddress { Address = "192.0.2.1", Interface = "eth0" });
        Assert.Equal(32, added.PrefixLength);
        await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "2001:DB8::1", PrefixLength = 64, Interface = "lo" });
        Assert.Equal(["192.0.2.1/32 eth0", "2001:db8::1/64 lo"], server.Addresses.Present.Order());
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddVirtualAddressAsync(
            new LvsVirtualAddress { Address = "192.0.2.1", Interface = "lo" }));
        Assert.Equal((409, "virtual-address-exists", "192.0.2.1"), (e.Status, e.Id, e.Value));
        await server.Client.RemoveVirtualAddressAsync("2001:db8::1");
        Assert.Equal("192.0.2.1", Assert.Single(await server.Client.GetVirtualAddressesAsync()).Address);
        Assert.Equal(["192.0.2.1/32 eth0"], server.Addresses.Present);
    }

    [Fact]
    public async Task A_virtual_address_whose_interface_has_gone_can_be_removed()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "eth0" });
        server.Addresses.Interfaces.Remove("eth0");
        await server.Client.RemoveVirtualAddressAsync("192.0.2.1");
        Assert.Empty(await server.Client.GetVirtualAddressesAsync());
    }

    [Fact]
    public async Task An_address_that_was_there_before_stays_when_the_change_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync(beforeStoreStep: _ => throw new IOException("No space left"));
        server.Addresses.Present.Add("192.0.2.1/32 eth0");
        foreach (string address in (string[])["192.0.2.1", "192.0.2.2"])
        {
            LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddVirtualAddressAsync(
                new LvsVirtualAddress { Address = address, Interface = "eth0" }));
            Assert.Equal("store-failed", e.Id);
        }

        Assert.Equal(["192.0.2.1/32 eth0"], server.Addresses.Present);
    }

    [Fact]
    public async Task Sync_daemons_are_kept_and_listed()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsSyncDaemon master = new() { Role = LvsSyncRole.Master, Interface = "eth0", SyncId = 7 };
        await server.Client.SetSyncDaemonsAsync(new LvsSyncDaemons { Daemons = [master] });
        LvsSyncDaemon complete = master with { Group = "224.0.0.81", Port = 8848, Ttl = 1, MaximumLength = 1472 };
        Assert.Equal(complete, Assert.Single((await server.Client.GetSyncDaemonsAsync()).Daemons));
        LvsSyncDaemon backup = new() { Role = LvsSyncRole.Backup, Interface = "eth1", Group = "ff02::81" };
        LvsSyncDaemons both = await server.Client.SetSyncDaemonsAsync(new LvsSyncDaemons { Daemons = [complete, backup] });
        Assert.Equal([complete, backup with { Port = 8848, Ttl = 1, MaximumLength = 9000 - 48 }], both.Daemons);
        await server.Client.SetSyncDaemonsAsync(new LvsSyncDaemons());
        Assert.Empty((await server.Client.GetSyncDaemonsAsync()).Daemons);
    }

    [Fact]
    public async Task The_director_says_how_it_is()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        LvsDirectorStatus status = await server.Client.GetDirectorAsync();
        Assert.Equal((1, 2, 3, "ok", Environment.ProcessId), (
            status.ApiVersion, status.Services, status.Servers, status.Health, status.ProcessId));
        Assert.Equal("native", Assert.Single(status.Interfaces).XdpMode);
        Assert.Equal(65536, Assert.Single(status.Tables).Capacity);
        Assert.Equal(7, (await server.Client.GetCountersAsync())["forwardedIn"]);
    }
}
