using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Engine.Tests.Directing;

namespace Lvs.Engine.Tests.Connections;

public sealed class ConnectionTableTests : IDisposable
{
    private const int Capacity = 32;
    private const byte Tcp = (byte)Protocol.Tcp;
    private static readonly InetAddress s_client = InetAddress.Parse("10.1.0.1");
    private static readonly InetAddress s_virtual = InetAddress.Parse("10.3.0.1");
    private static readonly InetAddress s_server = InetAddress.Parse("10.2.0.11");
    private readonly TableMemory _memory = new(Capacity);
    private readonly ConnectionTable _table;

    public ConnectionTableTests()
    {
        _table = new ConnectionTable(_memory.Tables, Capacity);
        for (int slot = Capacity; slot > 0; slot--)
            _table.Adopt(slot, keep: false);
    }

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void All_slots_can_be_taken_once_and_then_there_is_none()
    {
        int[] taken = [.. Enumerable.Range(0, Capacity).Select(_ => _table.Take(0))];
        Assert.Equal(Enumerable.Range(1, Capacity), taken);
        Assert.Equal(0, _table.Take(0));
        Assert.Equal(0, _table.Available);
    }

    [Fact]
    public void What_is_kept_at_the_start_is_not_given_away()
    {
        ConnectionTable adopted = new(_memory.Tables, Capacity);
        for (int slot = Capacity; slot > 0; slot--)
            adopted.Adopt(slot, keep: slot == 3);
        Assert.Equal([1, 2, 4], [adopted.Take(0), adopted.Take(0), adopted.Take(0)]);
    }

    [Fact]
    public void A_masqueraded_connection_is_found_from_both_sides()
    {
        int slot = Enter(4001);
        Assert.Equal(slot, Find(s_client, 4001, s_virtual, 80, out bool reply));
        Assert.False(reply);
        Assert.Equal(slot, Find(s_server, 8080, s_client, 4001, out reply));
        Assert.True(reply);
        Assert.Equal(0, Find(s_client, 4002, s_virtual, 80, out _));
        Assert.Equal(0, Find(s_virtual, 80, s_client, 4001, out _));
        Assert.Equal(0, _table.Find(s_client, 4001, s_virtual, 80, (byte)Protocol.Udp, out _));
    }

    [Theory]
    [InlineData(ForwardingMethod.DirectRouting)]
    [InlineData(ForwardingMethod.Tunnel)]
    public void Replies_that_do_not_come_by_are_not_in_the_index(ForwardingMethod method)
    {
        int slot = Enter(4001, method);
        Assert.Equal(slot, Find(s_client, 4001, s_virtual, 80, out _));
        Assert.Equal(0, Find(s_server, 8080, s_client, 4001, out _));
    }

    [Fact]
    public void Replies_that_look_the_same_go_to_the_later_connection()
    {
        int first = Enter(4001, created: 10);
        int second = Enter(4001, created: 20, service: "10.3.0.2");
        Assert.Equal(second, Find(s_server, 8080, s_client, 4001, out _));
        Assert.Equal(first, Find(s_client, 4001, s_virtual, 80, out _));

        _table.Retire(first, 30); // takes only its own entries with it
        Assert.Equal(second, Find(s_server, 8080, s_client, 4001, out _));
    }

    [Fact]
    public void A_retired_slot_is_found_no_more_and_taken_again_after_its_grace_period()
    {
        int[] slots = [.. Enumerable.Range(0, Capacity).Select(i => Enter((ushort)(4000 + i)))];
        const uint now = uint.MaxValue; // time wraps meanwhile
        _table.Retire(slots[5], now);
        Assert.Equal((0, SlotKind.Retired), (Find(s_client, 4005, s_virtual, 80, out _), _table[slots[5]].Kind));
        Assert.Equal(0, Find(s_server, 8080, s_client, 4005, out _));
        Assert.Equal(1, _table.Available);

        Assert.Equal(0, _table.Take(now));
        Assert.Equal(0, _table.Take(unchecked(now + 1)));
        Assert.Equal(slots[5], _table.Take(unchecked(now + 2)));
    }

    [Fact]
    public void The_index_is_mended_when_tables_are_taken_over()
    {
        int whole = Enter(4001), lost = Enter(4002), ended = Enter(4003);
        TupleIndex index = Index();
        Assert.True(index.Remove(_table.InHash(_table[lost]), lost, false));
        _table[ended].KindByte = (byte)SlotKind.Free;

        ConnectionTable adopted = new(_memory.Tables, Capacity);
        List<int> unindexed = [];
        adopted.MendIndex(unindexed.Add);

        Assert.Empty(unindexed);
        Assert.Equal((whole, lost, 0), (
            Find(s_client, 4001, s_virtual, 80, out _),
            Find(s_client, 4002, s_virtual, 80, out _),
            Find(s_client, 4003, s_virtual, 80, out _)));
        Assert.False(index.Remove(_table.InHash(_table[ended]), ended, false));
    }

    [Fact]
    public void Replies_go_to_the_earlier_connection_when_there_is_no_room_for_the_later()
    {
        int first = Enter(4001);
        int second = Fill(4001, service: "10.3.0.2");
        _memory.LeaveRoomOnlyAt(_table.InHash(_table[second]));

        Assert.False(_table.TryIndex(second));

        Assert.Equal(first, Find(s_server, 8080, s_client, 4001, out _));
    }

    [Theory]
    [InlineData(32, 8)]
    [InlineData(1 << 18, 16384)]
    [InlineData(1 << 20, 16384)]
    [InlineData(4096, 256)]
    public void The_reserve_grows_with_the_table_within_bounds(int capacity, int reserve)
    {
        using TableMemory memory = new(64);
        Assert.Equal(reserve, new ConnectionTable(memory.Tables, capacity).Reserve);
    }

    private unsafe TupleIndex Index() => new(_memory.Tables.Index, _memory.Tables.Settings->IndexMask);

    private int Find(InetAddress from, ushort fromPort, InetAddress to, ushort toPort, out bool reply) =>
        _table.Find(from, fromPort, to, toPort, Tcp, out reply);

    private int Enter(
        ushort port, ForwardingMethod method = ForwardingMethod.Masquerade, uint created = 0, string service = "10.3.0.1")
    {
        int slot = Fill(port, method, created, service);
        Assert.True(_table.TryIndex(slot));
        return slot;
    }

    private int Fill(
        ushort port, ForwardingMethod method = ForwardingMethod.Masquerade, uint created = 0, string service = "10.3.0.1")
    {
        int slot = _table.Take(0);
        TestSlots.Fill(ref _table[slot], port, method, service);
        _table[slot].Created = created;
        _table.Publish(slot, SlotKind.Connection);
        return slot;
    }
}
