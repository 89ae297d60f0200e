using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Whose timeouts a connection goes by.</summary>
public sealed class TimeoutTests : IDisposable
{
    private static readonly ServiceKey s_key = ServiceKey.ForAddress(Protocol.Udp, InetAddress.Parse("10.3.0.1"), 53);
    private readonly TestDirector _site = new(connections: 64);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_service_goes_by_its_own_timeouts_from_the_first_packet()
    {
        Add(new ServiceTimeouts(0, 0, 20));
        Assert.Equal(20, Send(1001));
    }

    [Fact]
    public void Edited_timeouts_hold_for_connections_that_are_there_and_new_ones()
    {
        Add(new ServiceTimeouts(0, 0, 20));
        Send(1001);
        Edit(new ServiceTimeouts(0, 0, 40));
        Assert.Equal(40, Send(1001));
        Assert.Equal(40, Send(1002));
    }

    [Fact]
    public void A_service_that_loses_its_timeouts_follows_the_director()
    {
        Add(new ServiceTimeouts(0, 0, 20));
        Send(1001);
        Edit(null);
        Assert.Equal(300, Send(1001));
        Assert.Equal(300, Send(1002));
    }

    [Fact]
    public void What_a_service_leaves_open_follows_the_directors_timeouts()
    {
        Add(new ServiceTimeouts(50, 0, 0));
        _site.Ipvsadm("--set 900 120 77");
        Assert.Equal(77, Send(1001));
    }

    [Fact]
    public void A_number_that_is_used_again_has_no_timeouts_of_the_service_before()
    {
        Add(new ServiceTimeouts(0, 0, 20));
        _site.Rules.RemoveService(s_key);
        Add(null);
        Assert.Equal(300, Send(1001));
        Edit(new ServiceTimeouts(0, 0, 30));
        Assert.Equal(30, Send(1002));
    }

    [Fact]
    public void A_shorter_timeout_counts_from_the_next_packet_and_not_from_when_the_longer_would_have_ended()
    {
        Add(null);
        Send(1001);
        _site.Ipvsadm("--set 900 120 10");
        Send(1001);
        _site.Wait(12);
        Assert.Equal(0, _site.Director.ConnectionCount);
    }

    [Fact]
    public void Services_beyond_the_profiles_go_by_the_directors()
    {
        for (int port = 1; port <= ProfileSlot.Count + 5; port++)
            _site.Rules.AddService(s_key with { Port = (ushort)(1000 + port) }, new ServiceSettings());
        Add(new ServiceTimeouts(0, 0, 20));
        Assert.Equal(300, Send(1001));
    }

    private void Add(ServiceTimeouts? timeouts)
    {
        _site.Rules.AddService(s_key, new ServiceSettings { Scheduler = "rr", Timeouts = timeouts });
        _site.Ipvsadm("-a -u 10.3.0.1:53 -r 10.2.0.1 -m");
    }

    private void Edit(ServiceTimeouts? timeouts) =>
        _site.Rules.EditService(s_key, new ServiceSettings { Scheduler = "rr", Timeouts = timeouts });

    private int Send(ushort port)
    {
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Udp(port, 53).Payload(1).Build());
        Assert.Single(_site.Network.Sent);
        int slot = _site.Slots.Single(slot => _site.Memory[slot].ClientPortRaw == (ushort)((port >> 8) | (port << 8)));
        return (int)Math.Round(Ticks.ToSeconds(_site.Memory[slot].Timeout));
    }
}
