using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp.Tests;

public sealed class MarkTablesTests
{
    [Fact]
    public void Ranges_that_touch_become_one()
    {
        MarkRanges packed = MarkTables.Pack([new(80, 90, 6), new(91, 100, 6), new(85, 95, 17)]);
        Assert.Equal(2u, packed.Count);
        Assert.Equal(new MarkRange(80, 100, 6), packed.Range[0]);
        Assert.Equal(new MarkRange(85, 95, 17), packed.Range[1]);
    }

    [Fact]
    public void Too_many_ranges_are_widened_and_none_is_lost()
    {
        var random = new Random(3);
        MarkRange[] wanted = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            ushort low = (ushort)random.Next(60_000);
            return new MarkRange(low, (ushort)(low + random.Next(100)), (byte)(random.Next(2) == 0 ? 6 : 17));
        })];
        MarkRanges packed = MarkTables.Pack(wanted);
        Assert.InRange(packed.Count, 1u, (uint)Abi.MarkRanges);
        Assert.All(wanted, range => Assert.Contains(
            Enumerable.Range(0, (int)packed.Count),
            i => packed.Range[i].Low <= range.Low && packed.Range[i].High >= range.High && packed.Range[i].Protocol is 0 or 6 or 17));
    }

    [Fact]
    public void The_last_port_does_not_wrap_around() =>
        Assert.Equal(new MarkRange(0, 65535, 0), MarkTables.Pack([new(0, 65535, 0), new(65535, 65535, 0)]).Range[0]);

    [RootFact]
    public void A_network_has_its_own_ports_and_those_of_the_networks_around_it()
    {
        using var marks4 = new LpmTrie<Mark4Prefix, MarkRanges>(
            new MapDefinition(Bpf.BPF_MAP_TYPE_LPM_TRIE, 8, 132, 10, Bpf.BPF_F_NO_PREALLOC, "marks4").Create());
        using var marks6 = new LpmTrie<Mark6Prefix, MarkRanges>(
            new MapDefinition(Bpf.BPF_MAP_TYPE_LPM_TRIE, 20, 132, 10, Bpf.BPF_F_NO_PREALLOC, "marks6").Create());
        var tables = new MarkTables(marks4, marks6);
        Assert.Equal((true, true), tables.Replace(
        [
            new MarkRule(InetAddress.Parse("10.0.0.0"), 8, Protocol.Tcp, 80, 80, 1),
            new MarkRule(InetAddress.Parse("10.1.0.0"), 16, null, 1000, 2000, 2),
            new MarkRule(InetAddress.Parse("10.2.0.0"), 16, Protocol.Udp, 53, 53, 3),
            new MarkRule(InetAddress.Parse("2001:db8::"), 32, Protocol.Udp, 53, 53, 3),
        ]));
        Assert.True(marks4.TryGet(Mark4Prefix.Of(InetAddress.Parse("10.1.2.3"), 32), out MarkRanges inner));
        Assert.Equal(2u, inner.Count);
        Assert.Equal(new MarkRange(1000, 2000, 0), inner.Range[0]);
        Assert.Equal(new MarkRange(80, 80, 6), inner.Range[1]);
        Assert.True(marks4.TryGet(Mark4Prefix.Of(InetAddress.Parse("10.200.2.3"), 32), out MarkRanges outer));
        Assert.Equal(1u, outer.Count);
        Assert.True(marks6.TryGet(Mark6Prefix.Of(InetAddress.Parse("2001:db8::7"), 128), out _));
        Assert.False(marks6.TryGet(Mark6Prefix.Of(InetAddress.Parse("2001:db9::7"), 128), out _));

        Assert.Equal((false, false), tables.Replace([]));
        Assert.Empty(marks4.Keys());
        Assert.Empty(marks6.Keys());
    }
}
