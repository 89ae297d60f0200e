using System.Diagnostics;
using Lvs.Client;
using Lvs.Service.Hosting;
using Lvs.Service.Options;
using Lvs.Service.Tests.Fakes;
using Lvs.Tests;

namespace Lvs.Service.Tests.Hosting;

/// <summary>The service on the real forwarder: XDP program attached, tables pinned.</summary>
public sealed class ForwarderHostTests
{
    [RootFact]
    public async Task Rules_and_tables_outlive_a_stop_and_detach_takes_everything_down()
    {
        using ForwarderSite site = new();
        await using (LvsdServer server = site.Start(site.Options))
        {
            using LvsClient client = new(site.Options.Socket);
            LvsDirectorStatus status = await client.GetDirectorAsync();
            LvsInterfaceStatus attached = Assert.Single(status.Interfaces);
            Assert.Equal(("d0", "native", false, "ok", 100L, 10L), (
                attached.Name, attached.XdpMode, status.Adopted, status.Health, status.Connections, status.Templates));
            Assert.Contains(status.Tables, table => table is { Name: "connections", Capacity: 4096 });
            await client.SetRulesAsync(Samples.Rules());
            await client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "d0" });
            IReadOnlyDictionary<string, long> counters = await client.GetCountersAsync();
            Assert.Equal(3, counters["decided"]);
            Assert.Contains("puntFirst", counters.Keys);
            Assert.Equal(10, await client.RemoveConnectionsAsync(new LvsConnectionFilter { Template = true }));
            Assert.Equal(100, await client.GetConnectionsAsync().CountAsync());
            (int exit, _, string error) = site.Lvsd("--detach", "--pin", site.Options.PinDirectory, "--state", site.Options.StateDirectory);
            Assert.Equal(1, exit);
            Assert.Contains(site.Options.PinDirectory, error);
        }

        Assert.Contains("192.0.2.1/32", site.Ip("addr", "show", "d0"));
        Assert.Contains("xdp", site.Ip("link", "show", "d0"));
        Stopwatch stopping = new();
        await using (LvsdServer server = site.Start(site.Options))
        {
            using LvsClient client = new(site.Options.Socket);
            Assert.True((await client.GetDirectorAsync()).Adopted);
            Assert.True(site.Assembly!.AdoptedRules);
            Assert.Equal(2, (await client.GetServicesAsync()).Count);
            stopping.Start();
        }

        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        (int detached, string output, _) = site.Lvsd(
            "--detach", "--pin", site.Options.PinDirectory, "--state", site.Options.StateDirectory);
        Assert.Equal(0, detached);
        Assert.Contains("taken down", output);
        Assert.DoesNotContain("192.0.2.1", site.Ip("addr", "show", "d0"));
        Assert.DoesNotContain("xdp", site.Ip("link", "show", "d0"));
        Assert.False(Directory.Exists(site.Options.PinDirectory));
        Assert.Equal(0, site.Lvsd("--detach", "--pin", site.Options.PinDirectory, "--state", site.Options.StateDirectory).Exit);
    }

    [RootFact]
    public void An_interface_that_does_not_exist_stops_the_start_and_leaves_nothing()
    {
        using ForwarderSite site = new();
        LvsdOptions options = site.Options with { Interfaces = ["d7"] };
        StartupException e = Assert.Throws<StartupException>(() => site.Start(options));
        Assert.Contains("d7", e.Problem);
        Assert.NotEmpty(e.Remedy);
        Assert.False(File.Exists(options.Socket));
        Assert.False(Directory.Exists(options.PinDirectory));
    }

    [RootFact]
    public async Task Stored_rules_come_back_though_an_address_became_the_directors_own()
    {
        using ForwarderSite site = new();
        await using (LvsdServer server = site.Start(site.Options))
        {
            using LvsClient client = new(site.Options.Socket);
            await client.AddServiceAsync(Samples.Web());
        }

        site.Ip("addr", "add", "10.0.0.1/32", "dev", "d0");
        await using (LvsdServer server = site.Start(site.Options))
        {
            using LvsClient client = new(site.Options.Socket);
            Assert.Equal([true, false], (await client.GetServersAsync(Samples.WebId)).Select(real => real.Local!.Value));
        }
    }

    [RootFact]
    public async Task Stored_rules_that_contradict_each_other_stop_the_start_and_stay()
    {
        using ForwarderSite site = new();
        await using (LvsdServer server = site.Start(site.Options))
        {
            using LvsClient client = new(site.Options.Socket);
            await client.AddServiceAsync(Samples.Web());
        }

        string path = Path.Combine(site.Options.StateDirectory, "rules.json");
        string contradictory = File.ReadAllText(path).Replace("10.0.0.2", "10.0.0.1");
        File.WriteAllText(path, contradictory);
        StartupException e = Assert.Throws<StartupException>(() => site.Start(site.Options));
        Assert.Contains("10.0.0.1", e.Problem);
        Assert.Contains("rules.json", e.Problem);
        Assert.Equal(contradictory, File.ReadAllText(path));
        Assert.False(File.Exists(site.Options.Socket));
    }

    [RootFact]
    public async Task Addresses_of_no_interface_are_refused_by_the_kernel()
    {
        using ForwarderSite site = new();
        await using LvsdServer server = site.Start(site.Options);
        using LvsClient client = new(site.Options.Socket);
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(() =>
            client.AddVirtualAddressAsync(new LvsVirtualAddress { Address = "192.0.2.1", Interface = "d7" }));
        Assert.Equal(("interface-not-found", "d7"), (e.Id, e.Value));
        Assert.Empty(await client.GetVirtualAddressesAsync());
    }
}
