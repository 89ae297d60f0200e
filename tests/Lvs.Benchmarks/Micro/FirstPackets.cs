using System.Buffers.Binary;
using System.Net;
using BenchmarkDotNet.Attributes;
using Lvs.Benchmarks.Traffic;
using Lvs.Engine;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;

namespace Lvs.Benchmarks.Micro;

/// <summary>P6: SYNs of new connections through the Director, masqueraded among ten real servers, with no I/O around it.</summary>
[MemoryDiagnoser]
[InvocationCount(8)]
public class FirstPackets : IDisposable
{
    private const int Capacity = 1 << 18;
    private const int Start = PacketBuffer.DefaultHeadroom;
    private readonly EngineTables _tables = new(Capacity);
    private readonly Wire _wire = new();
    private readonly Director _director;
    private readonly byte[] _template;
    private readonly byte[] _chunk = new byte[2048];
    private readonly uint _headerSum;
    private uint _now = 1000;

    public FirstPackets()
    {
        _director = new Director(_tables.Shared, _wire, _wire, new NoDataPlane(), _now);
        _director.Adopt(_now);
        ServiceKey service = ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse("10.3.0.1"), 80);
        _director.Rules.AddService(service, new ServiceSettings { Scheduler = "wlc" });
        for (int i = 1; i <= 10; i++)
        {
            _director.Rules.AddServer(
                service, new ServerKey(InetAddress.FromV4(0x0A020000u + (uint)i), 8080),
                new ServerSettings { Method = ForwardingMethod.Masquerade, Weight = 1 });
        }

        _template = new Load(Load.Tcp, IPAddress.Parse("10.3.0.1"), 80, 1) { Flags = Load.Syn }.Template(new byte[6], new byte[6]);
        for (int i = 14; i < 34; i += 2)
            _headerSum += BinaryPrimitives.ReadUInt16BigEndian(_template.AsSpan(i));
    }

    /// <summary>How many connections are opened at a time.</summary>
    [Params(100_000)]
    public int Connections { get; set; } = 100_000;

    /// <summary>One operation is so many first packets.</summary>
    [Benchmark]
    public void Open() => Open(Connections);

    /// <summary>Ends all connections, and lets their grace period pass.</summary>
    [IterationCleanup]
    public void Clear()
    {
        for (int slot = 1; slot <= Capacity; slot++)
            _director.Remove(slot, _now);
        _now += 100;
        _director.Advance(_now);
    }

    /// <summary>Opens connections from clients that differ.</summary>
    public void Open(int connections)
    {
        long before = _wire.Sent;
        for (uint i = 0; i < connections; i++)
        {
            _template.CopyTo(_chunk, Start);
            uint address = 0xc6120000 + (i >> 15);
            BinaryPrimitives.WriteUInt32BigEndian(_chunk.AsSpan(Start + 26), address);
            BinaryPrimitives.WriteUInt16BigEndian(_chunk.AsSpan(Start + 34), (ushort)(1024 + (i & 0x7fff)));
            BinaryPrimitives.WriteUInt16BigEndian(_chunk.AsSpan(Start + 24), Fold(_headerSum + (address >> 16) + (address & 0xffff)));
            _director.Process(_chunk, Start, _template.Length, 1, _now);
        }

        if (_wire.Sent - before == connections)
            return;
        IEnumerable<DirectorReason> why = Enum.GetValues<DirectorReason>().Where(reason => _director.CountOf(reason) != 0);
        throw new InvalidOperationException(
            $"{_wire.Sent - before} of {connections} first packets were sent on: {string.Join(", ", why)}");
    }

    public void Dispose()
    {
        _tables.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ushort Fold(uint sum)
    {
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }
}
