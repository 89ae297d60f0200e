using Lvs.Xdp.Interop;
using Lvs.Xdp.Programs;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>The decapsulator, run on single frames.</summary>
internal sealed unsafe class Decapsulator : IDisposable
{
    private readonly BpfObject _object;

    internal Decapsulator()
    {
        MemoryLock.Raise();
        _object = BpfObject.Open(BpfObjects.Decap);
        _object.Load();
    }

    internal void Configure(byte[] mac, ushort guePort, uint flags)
    {
        byte[] value = [.. mac, (byte)(guePort >> 8), (byte)guePort, .. BitConverter.GetBytes(flags)];
        Put("decap_settings", new byte[4], value);
    }

    internal void List(byte[] address)
    {
        byte[] key = [.. address, .. new byte[16 - address.Length], (byte)(address.Length == 4 ? 4 : 6), 0, 0, 0];
        Put("decap_addresses", key, new byte[4]);
    }

    internal (uint Action, byte[] Frame) Run(byte[] frame)
    {
        byte[] output = new byte[frame.Length];
        int result = BpfCalls.ProgTestRun(
            _object.ProgramFd("lvs_decap"), frame, output, new BpfCalls.XdpMd { DataEnd = (uint)frame.Length }, 0, 1, out var attr);
        if (result < 0)
            throw new LinuxException("BPF_PROG_TEST_RUN", Errno.Last);
        return (attr.Retval, output[..(int)attr.DataSizeOut]);
    }

    public void Dispose() => _object.Dispose();

    private void Put(string map, byte[] key, byte[] value)
    {
        fixed (byte* from = key)
        fixed (byte* to = value)
            Assert.Equal(0, BpfCalls.MapUpdate(_object.MapFd(map), from, to, BpfCalls.BPF_ANY));
    }
}
