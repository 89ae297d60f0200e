using System.Numerics;
using System.Runtime.InteropServices;
using Lvs.Engine.Tables;

namespace Lvs.Benchmarks.Micro;

/// <summary>The shared tables in plain memory.</summary>
internal sealed unsafe class EngineTables : IDisposable
{
    private const int MaxServers = 16;
    private readonly List<nint> _blocks = [];

    public EngineTables(int capacity)
    {
        uint buckets = BitOperations.RoundUpToPowerOf2(((uint)capacity * 2) / 8);
        SettingsSlot* settings = (SettingsSlot*)Take<SettingsSlot>(1);
        settings->Capacity = (uint)capacity + 1;
        settings->IndexMask = buckets - 1;
        settings->MaxServers = MaxServers;
        settings->Cpus = 1;
        settings->HashSeed = 0x1234567890abcdef;
        Shared = new SharedTables(
            (ConnectionSlot*)Take<ConnectionSlot>(capacity + 1), (uint*)Take<uint>((int)buckets * 16),
            (ServerSlot*)Take<ServerSlot>(MaxServers), (CounterSlot*)Take<CounterSlot>(MaxServers),
            (ProfileSlot*)Take<ProfileSlot>(256), settings, (LedgerSlot*)Take<LedgerSlot>(LedgerSlot.Count));
    }

    public SharedTables Shared { get; }

    public void Dispose()
    {
        foreach (nint block in _blocks)
            NativeMemory.AlignedFree((void*)block);
        _blocks.Clear();
    }

    private void* Take<T>(int count)
        where T : unmanaged
    {
        nuint bytes = (nuint)count * (nuint)sizeof(T);
        void* memory = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(memory, bytes);
        _blocks.Add((nint)memory);
        return memory;
    }
}
