using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Options;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Store;

public sealed class RestartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-svc-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_restart_brings_everything_back_with_the_same_numbers()
    {
        string rules;
        Dictionary<string, int> numbers;
        await using (TestServer server = await TestServer.StartAsync(directory: _directory))
        {
            await server.Client.SetRulesAsync(Samples.Rules());
            await server.Client.RemoveServerAsync(Samples.WebId, "10.0.0.1:8080");
            await server.Client.EditServerAsync(Samples.WebId, "10.0.0.2:8080", new LvsServerPatch { Suspended = true });
            await server.Client.SetSettingsAsync(new LvsSettings { SloppyTcp = 1 });
            await server.Client.SetTimeoutsAsync(new LvsTimeouts { Udp = 10 });
            await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "eth0" });
            await server.Client.SetSyncDaemonsAsync(new LvsSyncDaemons { Daemons = [new LvsSyncDaemon { Interface = "eth0" }] });
            rules = (await server.SendAsync(HttpMethod.Get, "v1/rules")).Body;
            numbers = await NumbersAsync(server);
        }

        await using (TestServer server = await TestServer.StartAsync(directory: _directory))
        {
            Assert.Equal(rules, (await server.SendAsync(HttpMethod.Get, "v1/rules")).Body);
            Assert.Contains("\"suspendedWeight\"", rules, StringComparison.Ordinal);
            Assert.Equal(numbers, await NumbersAsync(server));
            Assert.Equal(1, (await server.Client.GetSettingsAsync()).SloppyTcp);
            Assert.Equal(10, server.Host.Director.Timeouts!.Udp);
            Assert.Equal(["192.0.2.1/32 eth0"], server.Addresses.Present);
            Assert.Single((await server.Client.GetSyncDaemonsAsync()).Daemons);
            Assert.Single(server.Host.Director.Rules.RemovedServers);

            await server.Client.AddServerAsync(
                Samples.WebId, new LvsRealServer { Address = "10.0.0.1", Port = 8080, ForwardingMethod = LvsForwardingMethod.Masquerade });
            Assert.Empty(server.Host.Director.Rules.RemovedServers);
            Assert.Equal(numbers, await NumbersAsync(server));
        }
    }

    [Fact]
    public async Task What_was_acknowledged_is_on_disk_without_a_clean_stop()
    {
        string elsewhere = Directory.CreateTempSubdirectory("lvs-svc-").FullName;
        await using TestServer server = await TestServer.StartAsync(directory: _directory);
        await server.Client.AddServiceAsync(Samples.Web());

        // As after kill -9: the files as they are at this moment, in the hands of another lvsd.
        Directory.CreateDirectory(Path.Combine(elsewhere, "state"));
        File.Copy(Path.Combine(_directory, "state", "rules.json"), Path.Combine(elsewhere, "state", "rules.json"));
        await using (TestServer next = await TestServer.StartAsync(directory: elsewhere))
            Assert.Equal(Samples.WebId, Assert.Single(await next.Client.GetServicesAsync()).Id);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task Changes_that_come_together_share_writes()
    {
        int writes = 0;
        await using TestServer server = await TestServer.StartAsync(directory: _directory, beforeStoreStep: step =>
        {
            if (step != "write")
                return;
            writes++;
            Thread.Sleep(30);
        });
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i =>
            server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = i })));
        Assert.InRange(writes, 1, 50);
        Assert.Equal(100, (await server.Client.GetServicesAsync()).Count);
        Assert.Equal(100, File.ReadAllText(Path.Combine(_directory, "state", "rules.json")).Split("\"firewallMark\":").Length - 1);
    }

    [Fact]
    public async Task Rules_that_are_so_already_cost_no_write_but_wait_for_the_one_under_way()
    {
        int writes = 0;
        using ManualResetEventSlim go = new(initialState: true);
        await using TestServer server = await TestServer.StartAsync(directory: _directory, beforeStoreStep: step =>
        {
            if (step != "write")
                return;
            writes++;
            go.Wait(TimeSpan.FromSeconds(20));
        });
        await server.Client.SetRulesAsync(Samples.Rules());
        await server.Client.SetRulesAsync(Samples.Rules());
        Assert.Equal(1, writes);

        go.Reset();
        LvsRules other = new() { Services = [Samples.Web()] };
        Task first = server.Client.SetRulesAsync(other);
        while (Volatile.Read(ref writes) < 2)
            await Task.Delay(5);
        Task<LvsRulePlan> second = server.Client.SetRulesAsync(other);
        await Task.Delay(100);
        Assert.False(second.IsCompleted);
        go.Set();
        await first;
        Assert.Empty((await second).Changes);
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_is_refused_and_taken_back()
    {
        bool full = false;
        await using TestServer server = await TestServer.StartAsync(directory: _directory, beforeStoreStep: step =>
        {
            if (full && step == "flush")
                throw new IOException("No space left on device");
        });
        await server.Client.SetRulesAsync(Samples.Rules());
        string before = (await server.SendAsync(HttpMethod.Get, "v1/rules")).Body;
        full = true;
        Task<LvsClientException>[] refused =
        [
            .. Enumerable.Range(100, 20).Select(i => Assert.ThrowsAsync<LvsClientException>(() =>
                server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = i }))),
            Assert.ThrowsAsync<LvsClientException>(() => server.Client.RemoveServiceAsync(Samples.WebId)),
            Assert.ThrowsAsync<LvsClientException>(() => server.Client.SetSettingsAsync(new LvsSettings { SloppyTcp = 1 })),
        ];
        foreach (LvsClientException e in await Task.WhenAll(refused))
            Assert.Contains(e.Id, (string[])["store-failed", "service-not-found"]);
        Assert.Equal(before, (await server.SendAsync(HttpMethod.Get, "v1/rules")).Body);
        Assert.Equal(0, server.Host.Director.Settings!.SloppyTcp);
        LvsDirectorStatus status = await server.Client.GetDirectorAsync();
        Assert.Equal("degraded", status.Health);
        Assert.Contains("No space left", Assert.Single(status.Problems));

        full = false;
        await server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = 9 });
        Assert.Equal("ok", (await server.Client.GetDirectorAsync()).Health);
    }

    [Fact]
    public async Task When_there_is_room_again_lvsd_finds_out_by_itself()
    {
        bool full = true;
        await using TestServer server = await TestServer.StartAsync(directory: _directory, beforeStoreStep: _ =>
        {
            if (Volatile.Read(ref full))
                throw new IOException("No space left on device");
        });
        await Assert.ThrowsAsync<LvsClientException>(() => server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = 9 }));
        Assert.Equal("degraded", (await server.Client.GetDirectorAsync()).Health);
        Volatile.Write(ref full, false);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while ((await server.Client.GetDirectorAsync(patience.Token)).Health != "ok")
            await Task.Delay(100, patience.Token);
        Assert.Empty(await server.Client.GetServicesAsync());
    }

    [Fact]
    public async Task A_start_that_fails_takes_off_the_addresses_it_put_on_and_no_others()
    {
        await using (TestServer server = await TestServer.StartAsync(directory: _directory))
        {
            await server.Client.AddServiceAsync(Samples.Web());
            await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "eth0" });
            await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.2", Interface = "eth0" });
        }

        string path = Path.Combine(_directory, "state", "rules.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"services\":[{\"number\":1", "\"services\":[{\"number\":-1"));
        MemoryAddresses addresses = new();
        addresses.Present.Add("192.0.2.2/32 eth0");
        StartupException e = await Assert.ThrowsAsync<StartupException>(() =>
            TestServer.StartAsync(directory: _directory, addresses: addresses));
        Assert.Contains("-1", e.Problem);
        Assert.Equal(["192.0.2.2/32 eth0"], addresses.Present);
    }

    [Fact]
    public async Task A_change_that_is_refused_behind_the_rename_does_not_come_back_by_a_restart()
    {
        bool failing = false;
        await using TestServer server = await TestServer.StartAsync(directory: _directory, beforeStoreStep: step =>
        {
            if (!failing || step != "flush-directory")
                return;
            failing = false;
            throw new IOException("Input/output error");
        });
        await server.Client.AddServiceAsync(Samples.Web());
        string path = Path.Combine(_directory, "state", "rules.json");
        string before = File.ReadAllText(path);
        failing = true;
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() =>
            server.Client.AddServiceAsync(new LvsVirtualService { FirewallMark = 9 }));
        Assert.Equal("store-failed", e.Id);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public async Task A_damaged_file_stops_the_start_before_anybody_can_connect()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "state"));
        File.WriteAllText(Path.Combine(_directory, "state", "rules.json"), "{");
        StartupException e = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(directory: _directory));
        Assert.Contains("rules.json", e.Problem);
        Assert.False(File.Exists(Path.Combine(_directory, "s")));
    }

    [Fact]
    public async Task An_address_that_cannot_be_restored_does_not_stop_the_start()
    {
        await using (TestServer server = await TestServer.StartAsync(directory: _directory))
            await server.Client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "eth0" });
        string path = Path.Combine(_directory, "state", "rules.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("eth0", "eth7"));
        await using TestServer again = await TestServer.StartAsync(directory: _directory);
        Assert.Empty(again.Addresses.Present);
        Assert.Equal("eth7", Assert.Single(await again.Client.GetVirtualAddressesAsync()).Interface);
    }

    private static Task<Dictionary<string, int>> NumbersAsync(TestServer server) => server.Host.InvokeAsync(director =>
    {
        Dictionary<string, int> numbers = [];
        foreach (VirtualService service in director.Rules.Services)
        {
            numbers.Add(service.Key.ToString(), service.Id);
            foreach (RealServer real in service.Servers)
                numbers.Add($"{service.Key} {real.Key}", real.Id);
        }

        foreach (RealServer real in director.Rules.RemovedServers)
            numbers.Add($"{real.Service.Key} {real.Key}", real.Id);
        return numbers;
    });
}
