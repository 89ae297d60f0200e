using BenchmarkDotNet.Attributes;
using Lvs.Engine.Connections;

namespace Lvs.Benchmarks.Micro;

/// <summary>The index and the timer wheel at half of their fill: look-up, insertion with removal, and expiry.</summary>
[MemoryDiagnoser]
public unsafe class Table : IDisposable
{
    private readonly EngineTables _tables;
    private readonly TupleIndex _index;
    private readonly TimerWheel _wheel;
    private readonly int _connections;
    private uint _turn;
    private uint _now = 1 << 20;

    public Table()
        : this(1 << 20)
    {
    }

    private Table(int connections)
    {
        _connections = connections;
        _tables = new EngineTables(connections);
        _index = new TupleIndex(_tables.Shared.Index, _tables.Shared.Settings->IndexMask);
        _wheel = new TimerWheel(connections, _now);
        for (int slot = 1; slot < connections; slot++)
        {
            _index.TryInsert(Hash((uint)slot), slot, false);
            _wheel.Schedule(slot, _now + 1000 + (uint)(slot % 100_000));
        }
    }

    /// <summary>The bucket of a tuple that is there, in scattered order.</summary>
    [Benchmark]
    public bool LookUp()
    {
        TupleCandidates candidates = _index.Find(Hash(Slot()));
        return candidates.TryNext(out _, out _);
    }

    /// <summary>One entry out, the same in again.</summary>
    [Benchmark]
    public bool InsertAndRemove()
    {
        uint slot = Slot();
        ulong hash = Hash(slot);
        _index.Remove(hash, (int)slot, false);
        return _index.TryInsert(hash, (int)slot, false);
    }

    /// <summary>A timer moved, as a packet in C# does.</summary>
    [Benchmark]
    public void Reschedule() => _wheel.Schedule((int)Slot(), _now + 60_000);

    /// <summary>The next one that is due taken out, and put back where its time ends.</summary>
    [Benchmark]
    public int Expire()
    {
        int slot;
        while ((slot = _wheel.TakeDue(_now)) == 0)
            _now += TimerWheel.Period;
        _wheel.Schedule(slot, _now + 100_000);
        return slot;
    }

    public void Dispose()
    {
        _tables.Dispose();
        GC.SuppressFinalize(this);
    }

    private uint Slot()
    {
        uint slot = (uint)((ulong)(_turn += 0x9e3779b1) * (uint)(_connections - 1) >> 32);
        return slot + 1;
    }

    private static ulong Hash(uint slot) => (slot * 0x9E3779B97F4A7C15) ^ ((slot * 0xD1B54A32D192ED03) >> 29);
}
