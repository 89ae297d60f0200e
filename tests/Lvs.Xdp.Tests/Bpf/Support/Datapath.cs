using System.Net;
using System.Runtime.InteropServices;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Programs;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>
/// The XDP program with small tables of its own, run on single frames by BPF_PROG_TEST_RUN: they seem to come in on the
/// loopback device of the test's namespace, whose MAC is <see cref="Frame.DirectorMac"/>.
/// </summary>
public sealed class Datapath : IDisposable
{
    internal const int Loopback = 1;
    internal const int Buckets = 64;
    internal const int Servers = 16;
    internal const ulong Seed = 0x0123456789abcdef;

    private static readonly string[] Tables =
        ["connections", "index", "servers", "counters", "ledgers", "reasons", "links", "profiles", "settings"];

    private readonly BpfObject _object;
    private readonly Dictionary<string, RawMap> _maps = new(StringComparer.Ordinal);
    private readonly FileDescriptor _socket;
    private readonly int _cpus = Environment.ProcessorCount;

    public Datapath()
        : this("lvs")
    {
    }

    internal Datapath(string program)
    {
        MemoryLock.Raise();
        Types = new BtfTypes(BpfObjects.Lvs);
        _object = BpfObject.Open(BpfObjects.Lvs);
        foreach ((string map, int entries) in new[]
        {
            ("connections", 64), ("index", Buckets), ("servers", Servers), ("counters", Servers * _cpus), ("reasons", 64 * _cpus),
        })
        {
            _object.SetMaxEntries(map, (uint)entries);
        }

        foreach (string other in _object.Programs.Where(name => name != program))
            _object.SetAutoload(other, false);
        _object.Load();
        Program = _object.ProgramFd(program);
        foreach (string table in Tables)
            _maps.Add(table, new RawMap(_object, table));
        Events = new EventRing<Event>(FileDescriptor.Take(Libc.Dup(_object.MapFd("events")), "dup"));
        _socket = FileDescriptor.Take(Libc.Socket(Libc.AF_XDP, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0), "socket(AF_XDP)");
        Reset();
    }

    internal BtfTypes Types { get; }

    internal int Program { get; }

    internal EventRing<Event> Events { get; }

    internal Row Settings => Element("settings", "lvs_settings", 0);

    /// <summary>Where a table lies.</summary>
    internal unsafe void* Memory(string table) => _maps[table].First;

    /// <summary>Where an element of a table lies; null when the table has no such element.</summary>
    internal unsafe void* Address(string table, uint element) => _maps[table].Find(element);

    internal Row Connection(int slot) => Element("connections", "lvs_connection", slot);

    /// <summary>A connection's bytes as they are now.</summary>
    internal byte[] Slot(int slot) => _maps["connections"][slot].ToArray();

    /// <summary>The whole index as it is now.</summary>
    internal byte[] Index() => _maps["index"].Content.ToArray();

    internal Row Server(int id) => Element("servers", "lvs_server", id);

    internal Row Link(int ifindex) => Element("links", "lvs_link", ifindex);

    internal Row Profile(int number) => Element("profiles", "lvs_profile", number);

    /// <summary>As lvsd would have it before any rule: one link, one socket to punt to, IPVS's state tables.</summary>
    internal void Reset()
    {
        foreach (RawMap map in _maps.Values)
            map.Content.Clear();
        foreach (string map in new[] { "services", "addresses", "marks4", "marks6" })
            Clear(map);
        Settings.Number("abi_version", 1).Number("hash_seed", Seed).Number("index_mask", Buckets - 1)
            .Number("capacity", 64).Number("max_servers", Servers).Number("cpus", (ulong)_cpus);
        Link(Loopback).Number("flags", 3).Number("redirect_ifindex", Loopback).Number("queues", 1).Number("mtu", 1500)
            .Bytes("mac", Mac(Frame.DirectorMac));
        StateTables.Write(Profile(0));
        Attend(true);
        var none = 0;
        Events.Drain(static (in Event _, ref int _) => { }, ref none);
    }

    /// <summary>Whether there is an lvsd to punt to.</summary>
    internal unsafe void Attend(bool present)
    {
        uint key = 0;
        int fd = _socket.Value;
        if (present)
            Assert.Equal(0, BpfCalls.MapUpdate(_object.MapFd("xsks"), &key, &fd, BpfCalls.BPF_ANY));
        else
            _ = BpfCalls.MapDelete(_object.MapFd("xsks"), &key);
    }

    internal unsafe void Put(string map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        (_, uint keySize, uint valueSize, _) = _object.MapDefinition(map);
        Assert.Equal(((int)keySize, (int)valueSize), (key.Length, value.Length));
        fixed (byte* from = key)
        fixed (byte* to = value)
            Assert.Equal(0, BpfCalls.MapUpdate(_object.MapFd(map), from, to, BpfCalls.BPF_ANY));
    }

    /// <summary>Says what an address is to us.</summary>
    internal void PutAddress(string address, uint roles)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        byte[] key = [.. bytes, .. new byte[16 - bytes.Length], (byte)(bytes.Length == 4 ? 4 : 6), 0, 0, 0];
        Put("addresses", key, BitConverter.GetBytes(roles));
    }

    internal void SetEntry(uint bucket, int place, uint entry) =>
        MemoryMarshal.Cast<byte, uint>(_maps["index"][(int)bucket])[place] = entry;

    /// <summary>The sum of a server's counter over the CPUs.</summary>
    internal ulong Counter(int server, string field)
    {
        ulong sum = 0;
        for (int cpu = 0; cpu < _cpus; cpu++)
            sum += Element("counters", "lvs_counters", (cpu * Servers) + server)[field];
        return sum;
    }

    internal ulong Count(Reason reason)
    {
        ulong sum = 0;
        for (int cpu = 0; cpu < _cpus; cpu++)
            sum += BitConverter.ToUInt64(_maps["reasons"][(cpu * 64) + (int)reason]);
        return sum;
    }

    internal List<Event> TakeEvents()
    {
        var taken = new List<Event>();
        Events.Drain(static (in Event record, ref List<Event> list) => list.Add(record), ref taken);
        return taken;
    }

    /// <summary>Runs the program on a frame, and finds out which reason it counted.</summary>
    internal Verdict Run(byte[] frame)
    {
        ulong[] before = Reasons();
        byte[] output = new byte[frame.Length + 256];
        BpfCalls.TestRunAttr attr = TestRun(frame, output);
        ulong[] after = Reasons();
        int[] counted = [.. Enumerable.Range(0, 64).Where(i => after[i] != before[i] && i != (int)Reason.DropEvent)];
        Assert.True(counted.Length == 1, $"a frame counts for one reason, not for [{string.Join(", ", counted)}]");
        return new Verdict((XdpAction)attr.Retval, (Reason)counted[0], output[..(int)attr.DataSizeOut]);
    }

    /// <summary>Runs the program on a frame, for its effect on the tables alone.</summary>
    internal void RunUnobserved(byte[] frame) => TestRun(frame, []);

    internal static byte[] Mac(string text) => Convert.FromHexString(text.Replace(":", string.Empty, StringComparison.Ordinal));

    public void Dispose()
    {
        foreach (RawMap map in _maps.Values)
            map.Dispose();
        Events.Dispose();
        _socket.Dispose();
        _object.Dispose();
    }

    private BpfCalls.TestRunAttr TestRun(byte[] frame, byte[] output)
    {
        var context = new BpfCalls.XdpMd { DataEnd = (uint)frame.Length };
        return BpfCalls.ProgTestRun(Program, frame, output, context, 0, 1, out BpfCalls.TestRunAttr attr) < 0
            ? throw new LinuxException("BPF_PROG_TEST_RUN", Errno.Last)
            : attr;
    }

    private ulong[] Reasons() => [.. Enumerable.Range(0, 64).Select(i => Count((Reason)i))];

    private Row Element(string map, string layout, int number) => new(_maps[map][number], Types[layout]);

    private unsafe void Clear(string map)
    {
        byte* key = stackalloc byte[64];
        while (BpfCalls.MapGetNextKey(_object.MapFd(map), null, key) == 0)
            _ = BpfCalls.MapDelete(_object.MapFd(map), key);
    }
}
