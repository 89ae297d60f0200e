using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>A director takes over what another left, wherever that one was when it ended.</summary>
public sealed unsafe class AdoptionTests : IDisposable
{
    private const int Capacity = 200;
    private readonly TableMemory _memory = new(Capacity);
    private readonly TestDirector _first;
    private readonly RuleSet _rules;

    public AdoptionTests()
    {
        _first = new TestDirector(memory: _memory);
        _first.Ipvsadm(
            "-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.1 -m", "-a -t 10.3.0.1:80 -r 10.2.0.2 -g",
            "-A -t 10.3.0.1:81 -s rr -p 300", "-a -t 10.3.0.1:81 -r 10.2.0.3 -m");
        for (ushort port = 1001; port <= 1040; port++)
        {
            foreach (ushort to in (ushort[])[80, 81])
            {
                _first.Receive(Packet(port, to, "S"));
                _first.Receive(Packet(port, to, "A"));
                if (port % 2 == 0)
                    _first.Receive(Packet(port, to, "FA"));
            }
        }

        _rules = _first.Rules.Snapshot();
    }

    public void Dispose()
    {
        _first.Dispose();
        _memory.Dispose();
    }

    [Fact]
    public void Connections_templates_counts_and_counters_are_as_they_were()
    {
        TestDirector second = Adopt();
        AssertSame(second, 80);
        Assert.Equal(_first.Director.TrafficOfAll(), second.Director.TrafficOfAll());
        Assert.Equal(
            _first.Rules.Services.SelectMany(static service => service.Servers).Select(Counts).Order(),
            second.Rules.Services.SelectMany(static service => service.Servers).Select(Counts).Order());

        // They go on, the template is used, and they end as they would have.
        second.Receive(Packet(2000, 81, "S"));
        Assert.Equal((81, 1), (second.Director.ConnectionCount, second.Director.TemplateCount));
        second.Wait(2000);
        Assert.Equal((0, 0), (second.Director.ConnectionCount, second.Director.TemplateCount));
        Assert.Equal(0, Count());
    }

    /// <summary>The file with the rules was taken away, or had not been written yet: numbers are given out anew.</summary>
    [Fact]
    public void Who_gets_the_number_of_one_that_was_not_stored_begins_at_zero()
    {
        _first.Ipvsadm("-d -t 10.3.0.1:80 -r 10.2.0.2");
        _first.Wait(2000); // it is forgotten, and counts for its service
        Traffic all = _first.Director.TrafficOfAll();
        TestDirector second = new(memory: _memory, stored: new RuleSet());
        Assert.Equal(all, second.Director.TrafficOfAll());
        second.Ipvsadm(
            "-A -t 10.3.0.9:80 -s rr", "-a -t 10.3.0.9:80 -r 10.2.0.9 -m", "-a -t 10.3.0.9:80 -r 10.2.0.8 -m");
        VirtualService service = second.Rules.Services.Single();
        Assert.Equal(default, second.Director.TrafficOf(service));
        Assert.All(service.Servers, server => Assert.Equal(default, second.Director.TrafficOf(server)));
        Assert.Equal(all, second.Director.TrafficOfAll());
    }

    [Fact]
    public void A_slot_that_was_being_written_is_free()
    {
        int slot = Free();
        _memory[slot] = _memory[_first.Slots.First()];
        _memory[slot].KindByte = (byte)SlotKind.Free;
        AssertSame(Adopt(), 80);
    }

    [Fact]
    public void A_connection_that_is_not_in_the_index_yet_is_put_in()
    {
        Index().Clear();
        AssertSame(Adopt(), 80);
    }

    [Fact]
    public void Entries_that_lead_nowhere_or_twice_to_the_same_are_taken_out()
    {
        uint entry = Index().ToArray().First(static entry => entry != 0);
        Span<uint> index = Index();
        int holes = 0;
        for (int i = 0; i < index.Length && holes < 50; i++)
        {
            if (index[i] == 0)
                index[i] = holes++ % 2 == 0 ? entry : (uint)Free() | 0x42000000;
        }

        int before = Count();
        TestDirector second = Adopt();
        Assert.Equal(before - 50, Count());
        AssertSame(second, 80);
    }

    [Fact]
    public void A_slot_that_was_being_retired_is_free_or_whole()
    {
        int[] slots = [.. _first.Slots.Where(slot => _memory[slot].Kind == SlotKind.Connection).Take(2)];
        _memory[slots[0]].KindByte = (byte)SlotKind.Retired;
        Span<uint> index = Index();
        for (int i = 0; i < index.Length; i++)
        {
            if ((index[i] & 0xffffff) == slots[1])
                index[i] = 0;
        }

        AssertSame(Adopt(), 79);
    }

    [Fact]
    public void What_belongs_to_no_server_that_was_stored_is_dropped_with_its_index()
    {
        RuleSet fewer = _rules with { Services = [.. _rules.Services.Where(static service => service.Key.Port == 81)] };
        using TestDirector second = new(memory: _memory, stored: fewer);
        Assert.Equal((40, 1), (second.Director.ConnectionCount, second.Director.TemplateCount));
        Assert.Equal(80, Count()); // both ways of 40
    }

    [Fact]
    public void A_member_whose_template_is_gone_stands_alone()
    {
        int template = _first.Slots.Single(slot => _memory[slot].Kind == SlotKind.Template);
        _memory[template].KindByte = (byte)SlotKind.Free;
        using TestDirector second = Adopt();
        Assert.Equal((80, 0), (second.Director.ConnectionCount, second.Director.TemplateCount));
        Assert.All(second.Slots, slot => Assert.Equal(0u, _memory[slot].Control));
        second.Receive(Packet(2000, 81, "S"));
        Assert.Equal(1, second.Director.TemplateCount);
        second.Wait(2000);
        Assert.Equal(0, second.Director.TemplateCount);
    }

    [Fact]
    public void Of_two_templates_with_one_key_one_is_found_and_both_end()
    {
        int template = _first.Slots.Single(slot => _memory[slot].Kind == SlotKind.Template);
        _memory[Free()] = _memory[template];
        using TestDirector second = Adopt();
        Assert.Equal(2, second.Director.TemplateCount);
        second.Wait(2000);
        Assert.Equal(0, second.Director.TemplateCount);
    }

    [Fact]
    public void Damage_of_any_kind_neither_throws_nor_forwards_astray()
    {
        Random random = new(11);
        byte[] original = new Span<byte>(_memory.Tables.Connections, (Capacity + 1) * sizeof(ConnectionSlot)).ToArray();
        for (int run = 0; run < 300; run++)
        {
            Span<byte> slots = new(_memory.Tables.Connections, (Capacity + 1) * sizeof(ConnectionSlot));
            original.CopyTo(slots);
            for (int i = 0; i < 50; i++)
                slots[random.Next(slots.Length)] = (byte)random.Next(256);
            Span<uint> index = Index();
            for (int i = 0; i < 20; i++)
                index[random.Next(index.Length)] = (uint)random.NextInt64();
            using TestDirector second = Adopt();
            for (ushort port = 1001; port <= 1040; port++)
                second.Receive(Packet(port, 80, "A"));
            Assert.Equal(second.Slots.Count(), second.Director.ConnectionCount + second.Director.TemplateCount);
        }
    }

    private static string Counts(RealServer server) =>
        $"{server.Key} {server.ActiveConnections} {server.InactiveConnections} {server.PersistentConnections} {server.References}";

    private static byte[] Packet(ushort port, ushort to, string flags) =>
        Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(port, to, flags).Build();

    private TestDirector Adopt() => new(memory: _memory, stored: _rules);

    private int Free() => Enumerable.Range(1, Capacity).Last(slot => _memory[slot].Kind == SlotKind.Free);

    private Span<uint> Index() => new(_memory.Tables.Index, (int)(_memory.Tables.Settings->IndexMask + 1) * 16);

    private int Count()
    {
        int count = 0;
        foreach (uint entry in Index())
            count += entry != 0 ? 1 : 0;
        return count;
    }

    private void AssertSame(TestDirector second, int connections)
    {
        Assert.Equal((connections, 1), (second.Director.ConnectionCount, second.Director.TemplateCount));
        int replies = second.Slots.Count(slot => _memory[slot] is { Kind: SlotKind.Connection, Method: ForwardingMethod.Masquerade });
        Assert.Equal(connections + replies, Count());
        int found = 0;
        for (ushort port = 1001; port <= 1040; port++)
        {
            foreach (ushort to in (ushort[])[80, 81])
            {
                second.Receive(Packet(port, to, "A"));
                found += second.Network.Sent.Count;
            }
        }

        Assert.Equal((connections, 0), (found, second.Climbed));
    }
}
