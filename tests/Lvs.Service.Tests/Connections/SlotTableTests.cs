using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Connections;

public sealed class SlotTableTests
{
    private static readonly uint Now = Ticks.FromSeconds(1000);

    [Fact]
    public void Fields_lie_where_the_header_puts_them()
    {
        Dictionary<string, int> offsets = HeaderOffsets();
        Assert.Equal(192, Marshal.SizeOf<TableSlot>());
        foreach ((string field, string name) in new[]
        {
            (nameof(TableSlot.Client), "client"), (nameof(TableSlot.Virtual), "virt"), (nameof(TableSlot.Server), "server"),
            (nameof(TableSlot.ClientPort), "client_port"), (nameof(TableSlot.VirtualPort), "virtual_port"),
            (nameof(TableSlot.ServerPort), "server_port"), (nameof(TableSlot.Protocol), "protocol"), (nameof(TableSlot.Kind), "kind"),
            (nameof(TableSlot.State), "state"), (nameof(TableSlot.Family), "family"), (nameof(TableSlot.ServerFamily), "server_family"),
            (nameof(TableSlot.Method), "method"), (nameof(TableSlot.Flags), "flags"), (nameof(TableSlot.InPackets), "in_packets"),
            (nameof(TableSlot.InBytes), "in_bytes"), (nameof(TableSlot.InSeen), "in_seen"), (nameof(TableSlot.Timeout), "timeout"),
            (nameof(TableSlot.ServerId), "server_id"), (nameof(TableSlot.Generation), "generation"),
            (nameof(TableSlot.FirewallMark), "firewall_mark"), (nameof(TableSlot.Created), "created"),
            (nameof(TableSlot.OutPackets), "out_packets"), (nameof(TableSlot.OutBytes), "out_bytes"), (nameof(TableSlot.OutSeen), "out_seen"),
        })
            Assert.Equal((name, offsets[name]), (name, (int)Marshal.OffsetOf<TableSlot>(field)));
    }

    [Fact]
    public void A_slot_becomes_a_row()
    {
        RuleBook rules = new(new QuietDataPlane(), _ => false, 10, 10);
        ServiceKey every = ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse("192.0.2.1"), 0);
        rules.AddService(every, new ServiceSettings { PersistenceTimeout = 300 });
        RealServer real = rules.AddServer(
            every, new ServerKey(InetAddress.Parse("10.0.0.1"), 8080), new ServerSettings { Method = ForwardingMethod.Masquerade });
        TableSlot[] slots = new TableSlot[4];
        slots[2] = Slot(TableSlot.Connection) with { ServerId = (uint)real.Id };
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
        TableSlot[] slots = [default, Slot(TableSlot.Connection) with { OutSeen = Now }, Slot(TableSlot.Connection) with { Timeout = 1 }];
        List<LvsConnectionRow> rows = Read(slots, _ => null);
        Assert.Equal([9000u, 0u], rows.Select(row => row.ExpiresTenths));
        Assert.All(rows, row => Assert.Equal(80, row.ServicePort));
    }

    [Fact]
    public void Free_and_retired_slots_are_passed_over_and_the_walk_ends()
    {
        TableSlot[] slots = new TableSlot[2000];
        for (int i = 1; i < slots.Length; i++)
            slots[i] = Slot((byte)(i % 4)) with { InPackets = (ulong)i };
        List<LvsConnectionRow> rows = Read(slots, _ => null);
        Assert.Equal(Enumerable.Range(1, 1999).Where(i => i % 4 is 1 or 2).Select(i => (ulong)i), rows.Select(row => row.InPackets));
        Assert.Equal(Enumerable.Range(1, 1999).Count(i => i % 4 == 2), rows.Count(row => row.Flags.HasFlag(LvsConnectionFlags.Template)));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        TableSlot[] slots = [default, .. Enumerable.Repeat(Slot(TableSlot.Connection), 500)];
        SlotTable table = new(() => slots, _ => null, () => Now);
        LvsConnectionRow[] rows = new LvsConnectionRow[512];
        long cursor = 0;
        table.Read(ref cursor, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        cursor = 0;
        int count = table.Read(ref cursor, rows);
        Assert.Equal((500, 0L), (count, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    private static List<LvsConnectionRow> Read(TableSlot[] slots, Func<int, RealServer?> server)
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

    private static TableSlot Slot(byte kind) => new()
    {
        Client = LvsConnectionRow.Pack([198, 51, 100, 7]),
        Virtual = LvsConnectionRow.Pack([192, 0, 2, 1]),
        Server = LvsConnectionRow.Pack([10, 0, 0, 1]),
        ClientPort = Network(40000),
        VirtualPort = Network(80),
        ServerPort = Network(8080),
        Protocol = 6,
        Kind = kind,
        State = 1 | TableSlot.NoOutput,
        Family = 4,
        ServerFamily = 4,
        Flags = TableSlot.Controlled,
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

    /// <summary>As C lays it out: each field at a multiple of its size.</summary>
    private static Dictionary<string, int> HeaderOffsets()
    {
        string header = File.ReadAllText(Path.Combine(Repository.Root, "src", "Lvs.Xdp", "bpf", "lvs_abi.h"));
        string body = Regex.Match(header, @"struct lvs_connection \{(.*?)\n\};", RegexOptions.Singleline).Groups[1].Value;
        Dictionary<string, int> offsets = [];
        int offset = 0;
        foreach (Match field in Regex.Matches(body, @"__(?:u|be)(\d+) (\w+)(?:\[(\d+)\])?;"))
        {
            int size = int.Parse(field.Groups[1].Value) / 8;
            offset = (offset + size - 1) / size * size;
            offsets.Add(field.Groups[2].Value, offset);
            offset += size * (field.Groups[3].Success ? int.Parse(field.Groups[3].Value) : 1);
        }

        Assert.Equal(192, offset);
        return offsets;
    }
}
