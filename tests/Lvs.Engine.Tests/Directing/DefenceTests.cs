using Lvs.Engine.Connections;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>drop_entry, drop_packet and secure_tcp at their levels (ipvs-sysctl.rst).</summary>
public sealed class DefenceTests : IDisposable
{
    private const long Threshold = 1024;
    private readonly TestDirector _site = new(connections: 64, new SchedulingContext { Random = new XorShiftRandom(1) });

    public DefenceTests() => _site.Ipvsadm(
        "-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.1 -m", "-A -u 10.3.0.1:53 -s rr", "-a -u 10.3.0.1:53 -r 10.2.0.1 -m");

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(DefenceLevel.Never, 0, false)]
    [InlineData(DefenceLevel.WhenShort, Threshold, false)]
    [InlineData(DefenceLevel.WhenShort, Threshold - 1, true)]
    [InlineData(DefenceLevel.Short, Threshold, false)]
    [InlineData(DefenceLevel.Short, 0, true)]
    [InlineData(DefenceLevel.Always, long.MaxValue, true)]
    public void A_defence_is_on_as_level_and_memory_say(DefenceLevel level, long pages, bool on)
    {
        Knock(1001);
        Knock(1002);
        _site.Director.Apply(new DirectorSettings { DropEntry = level, SecureTcp = level, DropPacket = level, DropRate = 1 });
        _site.Director.AvailablePages = pages;
        _site.Wait(64); // the half-open entries live for 60 s

        Assert.Equal(on, _site.Director.CountOf(DirectorReason.DropEntryDefence) > 0);
        Knock(1003);
        bool dropped = _site.Director.CountOf(DirectorReason.DropPacketDefence) > 0;
        Assert.Equal(on && (level == DefenceLevel.Always || pages == 0), dropped); // of one page missing one packet in 1024 goes
        unsafe
        {
            Assert.Equal(
                on ? (byte)TcpState.SynReceived : (byte)TcpState.Established,
                _site.Memory.Tables.Profiles->TcpNext[ProfileSlot.TcpRow(Side.Input, 2) + (int)TcpState.SynReceived]);
        }
    }

    [Fact]
    public void The_defences_follow_the_memory()
    {
        _site.Director.Apply(new DirectorSettings { DropPacket = DefenceLevel.WhenShort });
        _site.Director.AvailablePages = Threshold / 2; // one in two
        _site.Wait(2);
        Assert.Equal(5, Enumerable.Range(0, 10).Count(i => !Knock((ushort)(1000 + i))));
        _site.Director.AvailablePages = Threshold;
        _site.Wait(2);
        Assert.All(Enumerable.Range(0, 10), i => Assert.True(Knock((ushort)(2000 + i))));
    }

    [Fact]
    public void Always_one_packet_in_so_many_is_dropped_the_first_at_once()
    {
        _site.Director.Apply(new DirectorSettings { DropPacket = DefenceLevel.Always, DropRate = 3 });
        bool[] let = [.. Enumerable.Range(0, 7).Select(i => Knock((ushort)(1000 + i)))];
        Assert.Equal([false, true, true, false, true, true, false], let);
    }

    [Fact]
    public void Entries_half_open_end_at_once_and_established_ones_stay()
    {
        Knock(1001);
        Knock(1002);
        Send(1002, "A");
        _site.Director.Apply(new DirectorSettings { DropEntry = DefenceLevel.Always });
        _site.Wait(33); // a 32nd a second
        Assert.Equal(1, _site.Director.ConnectionCount);
        Assert.Equal((1, 0), _site.CountsOf("10.2.0.1"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public void Idle_entries_that_were_hardly_used_end(int packets, int ended)
    {
        for (int i = 0; i < packets; i++)
            _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Udp(1001, 53).Payload(1).Build());
        _site.Director.Apply(new DirectorSettings { DropEntry = DefenceLevel.Always });
        _site.Wait(59);
        Assert.Equal(1, _site.Director.ConnectionCount); // used within the last minute
        _site.Wait(34);
        Assert.Equal(ended, _site.Director.CountOf(DirectorReason.DropEntryDefence));
    }

    [Fact]
    public void A_template_that_nobody_was_answered_by_ends_with_its_member()
    {
        _site.Ipvsadm("-A -t 10.3.0.1:81 -s rr -p 300", "-a -t 10.3.0.1:81 -r 10.2.0.2 -m");
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 81, "S").Build());
        Assert.Equal(1, _site.Director.TemplateCount);
        _site.Director.Apply(new DirectorSettings { DropEntry = DefenceLevel.Always });
        _site.Wait(33);
        Assert.Equal((0, 0), (_site.Director.ConnectionCount, _site.Director.TemplateCount));
    }

    [Theory]
    [InlineData(0u, 1, 8)]
    [InlineData(0xdfff_ffffu, 49, 56)]
    [InlineData(0x8000_0000u, 33, 40)]
    public void Where_the_table_is_looked_through_is_up_to_chance(uint number, int first, int last)
    {
        using TestDirector site = new(connections: 64, new SchedulingContext { Random = new Chosen(number) });
        site.Ipvsadm("-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.1 -m");
        for (ushort port = 1000; site.Director.ConnectionCount < 56; port++) // above that room is made by other rules
            site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(port, 80, "S").Build());
        int[] before = [.. site.Slots];
        site.Director.Apply(new DirectorSettings { DropEntry = DefenceLevel.Always });
        site.Wait(1.1);

        int[] ended = [.. before.Except(site.Slots)];
        Assert.Equal(before.Where(slot => slot >= first && slot <= last), ended);
    }

    private bool Knock(ushort port) => Send(port, "S");

    private bool Send(ushort port, string flags)
    {
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(port, 80, flags).Build());
        return _site.Network.Sent.Count > 0;
    }

    private sealed class Chosen(uint number) : IRandom
    {
        public uint NextUInt32() => number;
    }
}
