using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Statistics over removals, returns and resets.</summary>
public sealed class TrafficTests : IDisposable
{
    private const string Service = "-t 10.3.0.1:80";
    private readonly TestDirector _site = new(connections: 64);

    public TrafficTests() => _site.Ipvsadm($"-A {Service} -s rr", $"-a {Service} -r 10.2.0.1 -m");

    public void Dispose() => _site.Dispose();

    private VirtualService One => _site.Rules.Services.Single();

    [Fact]
    public void Packets_count_whether_the_director_or_a_cpu_forwards_them()
    {
        Talk(1001);
        Traffic traffic = _site.Director.TrafficOf(One.Servers.First!);
        Assert.Equal(new Traffic(1, 2, 1, 80, 40), traffic);
        Assert.Equal(1, _site.Climbed);
        Assert.Equal(traffic, _site.Director.TrafficOf(One));
        Assert.Equal(traffic, _site.Director.TrafficOfAll());
    }

    [Fact]
    public void A_removed_server_that_comes_back_has_its_counters()
    {
        Talk(1001);
        Traffic before = _site.Director.TrafficOf(One);
        _site.Ipvsadm($"-d {Service} -r 10.2.0.1");
        Assert.Equal(before, _site.Director.TrafficOf(One));
        _site.Ipvsadm($"-a {Service} -r 10.2.0.1 -m");
        Assert.Equal(before, _site.Director.TrafficOf(One.Servers.First!));
    }

    [Fact]
    public void A_server_that_comes_back_under_a_new_service_counts_from_zero_and_the_director_goes_on()
    {
        Talk(1001);
        Traffic before = _site.Director.TrafficOf(One);
        _site.Ipvsadm($"-D {Service}", $"-A {Service} -s rr", $"-a {Service} -r 10.2.0.1 -m");
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.1"));
        Assert.Equal(default, _site.Director.TrafficOf(One));
        Assert.Equal(default, _site.Director.TrafficOf(One.Servers.First!));
        Assert.Equal(before, _site.Director.TrafficOfAll());
    }

    [Fact]
    public void A_service_keeps_what_its_forgotten_servers_came_to_and_their_numbers_begin_at_zero()
    {
        Talk(1001);
        Traffic before = _site.Director.TrafficOf(One);
        int id = One.Servers.First!.Id;
        _site.Ipvsadm($"-d {Service} -r 10.2.0.1");
        Forget();
        Assert.Equal(before, _site.Director.TrafficOf(One));

        _site.Ipvsadm($"-a {Service} -r 10.2.0.9 -m");
        Assert.Equal(id, One.Servers.First!.Id);
        Assert.Equal(default, _site.Director.TrafficOf(One.Servers.First!));

        _site.Ipvsadm($"-D {Service}");
        Assert.Equal(before, _site.Director.TrafficOfAll());
        _site.Ipvsadm($"-A {Service} -s rr");
        Assert.Equal(default, _site.Director.TrafficOf(One));
    }

    [Fact]
    public unsafe void A_reset_writes_to_no_counter_of_a_cpu()
    {
        Talk(1001);
        int id = One.Servers.First!.Id;
        ulong counted = _site.Memory.Tables.Counters[TableMemory.Servers + id].InPackets;
        Assert.Equal(1ul, counted);
        _site.Director.ResetTraffic(null);
        Assert.Equal(counted, _site.Memory.Tables.Counters[TableMemory.Servers + id].InPackets);
        Assert.Equal(default, _site.Director.TrafficOf(One));
        Assert.Equal(default, _site.Director.TrafficOfAll());

        Talk(1002);
        Assert.Equal(new Traffic(1, 2, 1, 80, 40), _site.Director.TrafficOf(One));
    }

    [Fact]
    public void A_service_is_reset_by_itself()
    {
        _site.Ipvsadm("-A -t 10.3.0.2:80 -s rr", "-a -t 10.3.0.2:80 -r 10.2.0.2 -m");
        Talk(1001);
        Talk(1001, "10.3.0.2", "10.2.0.2");
        VirtualService second = _site.Rules.Services.Single(static service => service.Key.Address.ToString() == "10.3.0.2");
        _site.Director.ResetTraffic(second);
        Assert.Equal(default, _site.Director.TrafficOf(second));
        Assert.Equal(1ul, _site.Director.TrafficOfAll().Connections);
    }

    private void Forget()
    {
        foreach (int slot in _site.Slots.ToArray())
            Assert.True(_site.Director.Remove(slot, _site.Now));
        _site.Wait(RuleLimits.TrashSeconds + 12);
        Assert.Empty(_site.Rules.RemovedServers);
    }

    private void Talk(ushort port, string service = "10.3.0.1", string server = "10.2.0.1")
    {
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", service).Tcp(port, 80, "S").Build());
        _site.Receive(Frame.Ethernet().Ip(server, "10.1.0.1").Tcp(80, port, "SA").Build(), TestNetwork.ServerSide);
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", service).Tcp(port, 80, "A").Build());
    }
}
