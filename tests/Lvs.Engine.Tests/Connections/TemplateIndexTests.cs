using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Tests.Directing;

namespace Lvs.Engine.Tests.Connections;

public sealed class TemplateIndexTests : IDisposable
{
    private const int Capacity = 64;
    private readonly TableMemory _memory = new(Capacity);
    private readonly TemplateIndex _index;

    public unsafe TemplateIndexTests() => _index = new TemplateIndex(_memory.Tables.Connections, Capacity, TableMemory.Seed);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Every_template_is_found_by_its_key_until_it_is_taken_out()
    {
        for (int slot = 1; slot <= Capacity; slot++)
            Add(slot);
        Random random = new(5);
        HashSet<int> inside = [.. Enumerable.Range(1, Capacity)];
        for (int step = 0; step < 2000; step++)
        {
            int slot = random.Next(1, Capacity + 1);
            if (inside.Remove(slot))
            {
                Assert.True(_index.Remove(slot));
            }
            else
            {
                Assert.False(_index.Remove(slot));
                _index.Add(slot);
                inside.Add(slot);
            }

            for (int other = 1; other <= Capacity; other++)
                Assert.Equal(inside.Contains(other) ? other : 0, _index.Find(Key(other)));
        }
    }

    [Fact]
    public void Of_two_with_one_key_the_later_is_found_and_the_earlier_behind_it()
    {
        Add(1);
        TestSlots.Fill(ref _memory[2], 1);
        _memory[2].VirtualPort = 1;
        _index.Add(2);
        Assert.Equal(2, _index.Find(Key(1)));
        Assert.True(_index.Remove(2));
        Assert.Equal(1, _index.Find(Key(1)));
    }

    [Fact]
    public void The_key_of_a_persistence_engine_tells_apart_what_addresses_do_not()
    {
        Add(1);
        TestSlots.Fill(ref _memory[2], 1);
        (_memory[2].VirtualPort, _memory[2].EngineKey0, _memory[2].EngineKey1) = (1, 0xabc, 0xdef);
        _index.Add(2);
        Assert.Equal((1, 2), (_index.Find(Key(1)), _index.Find(Key(2))));
        Assert.Equal(0, _index.Find(Key(2) with { Engine1 = 0 }));
    }

    [Fact]
    public void Nothing_is_found_for_another_protocol_client_or_service()
    {
        Add(1);
        Assert.Equal(0, _index.Find(Key(1) with { Protocol = Protocol.Udp }));
        Assert.Equal(0, _index.Find(Key(1) with { Client = InetAddress.Parse("10.1.0.2") }));
        Assert.Equal(0, _index.Find(Key(1) with { Virtual = InetAddress.Parse("10.3.0.2") }));
    }

    // Told apart by the port of the service: the client's is no part of a template's key.
    private void Add(int slot)
    {
        TestSlots.Fill(ref _memory[slot], 0);
        _memory[slot].VirtualPort = (ushort)slot;
        _index.Add(slot);
    }

    private TemplateKey Key(int slot) => TemplateKey.Of(_memory[slot]);
}
