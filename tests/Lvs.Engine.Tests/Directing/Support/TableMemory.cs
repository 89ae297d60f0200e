using System.Runtime.InteropServices;
using Lvs.Engine.Connections;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Tests.Directing;

/// <summary>The shared tables in plain memory, zeroed, as the data plane makes them.</summary>
internal sealed unsafe class TableMemory : IDisposable
{
    public const ulong Seed = 0x5eed_0f_a_7e57;
    public const int Servers = 1025;
    public const int Cpus = 2;

    private const uint NoEntry = ~TupleIndex.SlotMask;

    private readonly List<nint> _blocks = [];

    public TableMemory(int connections = 4096)
    {
        uint buckets = Math.Max(64, System.Numerics.BitOperations.RoundUpToPowerOf2((((uint)connections * 2) + 7) / 8));
        SettingsSlot* settings = Take<SettingsSlot>(1);
        settings->HashSeed = Seed;
        settings->Capacity = (uint)connections + 1;
        settings->IndexMask = buckets - 1;
        settings->MaxServers = Servers;
        settings->Cpus = Cpus;
        Tables = new SharedTables(
            Take<ConnectionSlot>(connections + 1), Take<uint>((int)buckets * 16), Take<ServerSlot>(Servers),
            Take<CounterSlot>(Servers * Cpus), Take<ProfileSlot>(ProfileSlot.Count), settings, Take<LedgerSlot>(LedgerSlot.Count));
    }

    public SharedTables Tables { get; }

    public int Capacity => (int)Tables.Settings->Capacity - 1;

    public ref ConnectionSlot this[int slot] => ref Tables.Connections[slot];

    /// <summary>Fills the index with entries that lead nowhere, but for one place of a hash's first bucket.</summary>
    public void LeaveRoomOnlyAt(ulong hash)
    {
        uint* free = Tables.Index + (((uint)hash & Tables.Settings->IndexMask) * TupleIndex.BucketEntries);
        while (*free != 0)
            free++;
        for (uint i = 0; i < (Tables.Settings->IndexMask + 1) * TupleIndex.BucketEntries; i++)
        {
            uint* entry = Tables.Index + i;
            if (*entry == 0 && entry != free)
                *entry = NoEntry;
        }
    }

    /// <summary>Takes out again what <see cref="LeaveRoomOnlyAt"/> put in.</summary>
    public void MakeRoom()
    {
        for (uint i = 0; i < (Tables.Settings->IndexMask + 1) * TupleIndex.BucketEntries; i++)
            Tables.Index[i] = Tables.Index[i] == NoEntry ? 0 : Tables.Index[i];
    }

    public void Dispose()
    {
        foreach (nint block in _blocks)
            NativeMemory.AlignedFree((void*)block);
    }

    private T* Take<T>(int count)
        where T : unmanaged
    {
        nuint bytes = (nuint)count * (nuint)sizeof(T);
        void* block = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(block, bytes);
        _blocks.Add((nint)block);
        return (T*)block;
    }
}
