using Lvs.Tests;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Interop;

public sealed unsafe class BpfCallTests
{
    // r0 = XDP_PASS; exit
    private static readonly ulong[] Pass = [0x0000_0002_0000_00b7, 0x95];

    [RootFact]
    public void A_map_keeps_what_is_put_into_it()
    {
        using var map = FileDescriptor.Take(Bpf.MapCreate(Bpf.BPF_MAP_TYPE_HASH, "t", 4, 8, 2, 0), "create");
        uint key = 7;
        ulong value = 42;
        ulong read = 0;
        Assert.Equal(0, Bpf.MapUpdate(map.Value, &key, &value, Bpf.BPF_NOEXIST));
        Assert.Equal(0, Bpf.MapLookup(map.Value, &key, &read));
        Assert.Equal(42UL, read);
        Assert.Equal(-1, Bpf.MapUpdate(map.Value, &key, &value, Bpf.BPF_NOEXIST));
        Assert.Equal(Errno.EEXIST, Errno.Last);
        Assert.Equal(0, Bpf.MapDelete(map.Value, &key));
        Assert.Equal(-1, Bpf.MapLookup(map.Value, &key, &read));
        Assert.Equal(Errno.ENOENT, Errno.Last);
    }

    [RootFact]
    public void Batches_put_and_take_many()
    {
        using var map = FileDescriptor.Take(Bpf.MapCreate(Bpf.BPF_MAP_TYPE_HASH, "t", 4, 4, 100, 0), "create");
        uint* keys = stackalloc uint[50];
        for (uint i = 0; i < 50; i++)
            keys[i] = i;
        uint count = 50;
        Assert.Equal(0, Bpf.MapBatch(Bpf.BPF_MAP_UPDATE_BATCH, map.Value, null, null, keys, keys, ref count));
        Assert.Equal(50u, count);
        Assert.Equal(0, Bpf.MapBatch(Bpf.BPF_MAP_DELETE_BATCH, map.Value, null, null, keys, null, ref count));
        Assert.Equal(-1, Bpf.MapGetNextKey(map.Value, null, keys));
    }

    [RootFact]
    public void Info_names_the_map_and_the_program()
    {
        using var map = FileDescriptor.Take(Bpf.MapCreate(Bpf.BPF_MAP_TYPE_ARRAY, "my_map", 4, 8, 5, Bpf.BPF_F_MMAPABLE), "create");
        Assert.Equal(0, Bpf.ObjGetInfo(map.Value, out Bpf.MapInfo info));
        Assert.Equal((Bpf.BPF_MAP_TYPE_ARRAY, 4u, 8u, 5u), (info.Type, info.KeySize, info.ValueSize, info.MaxEntries));
        Assert.Equal("my_map", Bpf.Name(info.Name));

        using var program = FileDescriptor.Take(Bpf.ProgLoad("my_program", Pass), "load");
        Assert.Equal(0, Bpf.ObjGetInfo(program.Value, out Bpf.ProgInfo programInfo));
        Assert.Equal(Bpf.BPF_PROG_TYPE_XDP, programInfo.Type);
        Assert.Equal("my_program", Bpf.Name(programInfo.Name));
    }

    [RootFact]
    public void A_test_run_gives_verdict_and_bytes()
    {
        using var program = FileDescriptor.Take(Bpf.ProgLoad("pass", Pass), "load");
        byte[] frame = new byte[64];
        frame[20] = 9;
        byte[] output = new byte[256];
        var context = new Bpf.XdpMd { DataEnd = 64 };
        Assert.Equal(0, Bpf.ProgTestRun(program.Value, frame, output, context, 0, 1, out Bpf.TestRunAttr run));
        Assert.Equal(Bpf.XDP_PASS, run.Retval);
        Assert.Equal(64u, run.DataSizeOut);
        Assert.Equal(frame, output[..64]);
    }

    [RootFact]
    public void What_is_no_object_file_is_refused_in_libbpfs_words()
    {
        BpfLoadException error = Assert.Throws<BpfLoadException>(() => BpfObject.Open("not an ELF file, really not at all: too short"u8));
        Assert.Contains("libbpf", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Log);
    }

    [Fact]
    public void The_clock_is_the_stopwatchs()
    {
        long before = System.Diagnostics.Stopwatch.GetTimestamp();
        long now = Libc.MonotonicNanoseconds();
        Assert.InRange(now, before, before + 1_000_000_000);
    }
}
