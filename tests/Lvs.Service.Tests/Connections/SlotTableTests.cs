using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Service.Directors;
using Lvs.Service.Tests.Fakes;
using Lvs.Tests;

namespace Lvs.Service.Tests.Connections;

public sealed class SlotTableTests
{
    private static readonly uint Now = Ticks.FromSeconds(1000);

    [Fact]
    public void A_slot_becomes_a_row()
    {
        RuleBook rules = new(new QuietDataPlane(), _ => false, 10, 10);
        ServiceKey every = ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse("192.0.2.1"), 0);
        rules.AddService(every, new ServiceSettings { PersistenceTimeout = 300 });
        RealServer real = rules.AddServer(
            every, new ServerKey(InetAddress.Parse("10.0.0.1"), 8080), new ServerSettings { Method = ForwardingMethod.Masquerade });
        ConnectionSlot[] slots = new ConnectionSlot[4];
        slots[2] = Slot((byte)SlotKind.Connection) with { ServerId = (uint)real.Id };
        LvsConnectionRow row = Assert.Single(Read(slots, rules.FindServer));
        LvsConnection connection = row.ToConnection();
        Assert.Equal(
            ("198.51.100.7", 40000, "192.0.2.1", 80, "10.0.0.1", 8080, "ESTABLISHED", "tcp/192.0.2.1:0"),
            (connection.ClientAddress, connection.ClientPort, connection.VirtualAddress, connection.VirtualPort, connection.ServerAddress,
                connection.ServerPort, connection.State, connection.Service));
        Assert.Equal(LvsConnectionFlags.Controlled | LvsConnectionFlags.NoOutput, row.Flags);
        Assert.InRange(connection.Expires, 889.9, 890.1);
        Assert.Equal((9000u, 60u), (row.TimeoutTenths, row.AgeSeconds));
        Assert.Equal((5L, 300L, 4L, 6000L), (connection.InPackets, connection.InBytes, connection.OutPackets, connection.OutBytes));
    }

    [Fact]
    public void The_later_of_both_directions_keeps_it_alive_and_what_is_over_has_nothing_left()
    {
        ConnectionSlot[] slots =
        [
            default,
            Slot((byte)SlotKind.Connection) with { OutSeen = Now },
            Slot((byte)SlotKind.Connection) with { Timeout = 1 },
        ];
        List<LvsConnectionRow> rows = Read(slots, _ => null);
        Assert.Equal([9000u, 0u], rows.Select(row => row.ExpiresTenths));
        Assert.All(rows, row => Assert.Equal(80, row.ServicePort));
    }

    [Fact]
    public void Free_and_retired_slots_are_passed_over_and_the_walk_ends()
    {
        ConnectionSlot[] slots = new ConnectionSlot[2000];
        for (int i = 1; i < slots.Length; i++)
            slots[i] = Slot((byte)(i % 4)) with { InPackets = (ulong)i };
        List<LvsConnectionRow> rows = Read(slots, _ => null);
        Assert.Equal(Enumerable.Range(1, 1999).Where(i => i % 4 is 1 or 2).Select(i => (ulong)i), rows.Select(row => row.InPackets));
        Assert.Equal(Enumerable.Range(1, 1999).Count(i => i % 4 == 2), rows.Count(row => row.Flags.HasFlag(LvsConnectionFlags.Template)));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        ConnectionSlot[] slots = [default, .. Enumerable.Repeat(Slot((byte)SlotKind.Connection), 500)];
        SlotTable table = new(() => slots, _ => null, () => Now);
        LvsConnectionRow[] rows = new LvsConnectionRow[512];
        int count = 0;
        long least = Allocations.Least(() =>
        {
            long cursor = 0;
            count = table.Read(ref cursor, rows);
        });
        Assert.Equal((500, 0L), (count, least));
    }

    private static List<LvsConnectionRow> Read(ConnectionSlot[] slots, Func<int, RealServer?> server)
    {
        SlotTable table = new(() => slots, server, () => Now);
        LvsConnectionRow[] rows = new LvsConnectionRow[7];
        List<LvsConnectionRow> all = [];
        long cursor = 0;
        int read;
        while ((read = table.Read(ref cursor, rows)) > 0)
            all.AddRange(rows[..read]);
        Assert.Equal(0, table.Read(ref cursor, rows));
        return all;
    }

    private static ConnectionSlot Slot(byte kind) => new()
    {
        Client0 = InetAddress.Parse("198.51.100.7").RawFirst,
        Virtual0 = InetAddress.Parse("192.0.2.1").RawFirst,
        Server0 = InetAddress.Parse("10.0.0.1").RawFirst,
        ClientPortRaw = Network(40000),
        VirtualPortRaw = Network(80),
        ServerPortRaw = Network(8080),
        ProtocolNumber = 6,
        KindByte = kind,
        StateWord = 1 | ConnectionSlot.NoOutput,
        FamilyByte = 4,
        ServerFamilyByte = 4,
        FlagsByte = (byte)SlotFlags.Controlled,
        InPackets = 5,
        InBytes = 300,
        InSeen = Now - Ticks.FromSeconds(10),
        Timeout = Ticks.FromSeconds(900),
        OutPackets = 4,
        OutBytes = 6000,
        OutSeen = Now - Ticks.FromSeconds(20),
        Created = Now - Ticks.FromSeconds(60.5),
    };

    private static ushort Network(ushort port) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(port);
}
