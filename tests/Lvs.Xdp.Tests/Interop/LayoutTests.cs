using System.Runtime.InteropServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Interop;

/// <summary>Every structure that crosses into the kernel or the C library has the size and the offsets of 64-bit Linux.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Sizes_are_those_of_the_kernels_headers()
    {
        Assert.Equal(120, Marshal.SizeOf<Libc.StatfsBuffer>());
        Assert.Equal(16, Marshal.SizeOf<Libc.Rlimit>());
        Assert.Equal(8, Marshal.SizeOf<Libc.PollFd>());
        Assert.Equal(16, Marshal.SizeOf<Libc.Timespec>());
        Assert.Equal(40, Marshal.SizeOf<Libc.Ifreq>());
        Assert.Equal(20, Marshal.SizeOf<Libc.SockaddrLl>());
        Assert.Equal(16, Marshal.SizeOf<Libc.Iovec>());
        Assert.Equal(56, Marshal.SizeOf<Libc.Msghdr>());
        Assert.Equal(64, Marshal.SizeOf<Libc.Mmsghdr>());
        Assert.Equal(16, Marshal.SizeOf<Libc.SockaddrXdp>());
        Assert.Equal(32, Marshal.SizeOf<Libc.XdpUmemReg>());
        Assert.Equal(32, Marshal.SizeOf<Libc.XdpRingOffset>());
        Assert.Equal(128, Marshal.SizeOf<Libc.XdpMmapOffsets>());
        Assert.Equal(16, Marshal.SizeOf<Libc.XdpDesc>());
        Assert.Equal(48, Marshal.SizeOf<Libc.XdpStatistics>());
        Assert.Equal(72, Marshal.SizeOf<Bpf.MapCreateAttr>());
        Assert.Equal(32, Marshal.SizeOf<Bpf.MapElementAttr>());
        Assert.Equal(56, Marshal.SizeOf<Bpf.MapBatchAttr>());
        Assert.Equal(16, Marshal.SizeOf<Bpf.ObjectAttr>());
        Assert.Equal(16, Marshal.SizeOf<Bpf.InfoAttr>());
        Assert.Equal(12, Marshal.SizeOf<Bpf.IdAttr>());
        Assert.Equal(40, Marshal.SizeOf<Bpf.MapInfo>());
        Assert.Equal(80, Marshal.SizeOf<Bpf.ProgInfo>());
        Assert.Equal(32, Marshal.SizeOf<Bpf.LinkInfo>());
        Assert.Equal(72, Marshal.SizeOf<Bpf.ProgLoadAttr>());
        Assert.Equal(80, Marshal.SizeOf<Bpf.TestRunAttr>());
        Assert.Equal(24, Marshal.SizeOf<Bpf.XdpMd>());
        Assert.Equal(16, Marshal.SizeOf<Bpf.LinkCreateAttr>());
        Assert.Equal(16, Marshal.SizeOf<Bpf.LinkUpdateAttr>());
    }

    [Theory]
    [InlineData(typeof(Bpf.MapCreateAttr), nameof(Bpf.MapCreateAttr.MapName), 28)]
    [InlineData(typeof(Bpf.MapCreateAttr), nameof(Bpf.MapCreateAttr.MapExtra), 64)]
    [InlineData(typeof(Bpf.MapElementAttr), nameof(Bpf.MapElementAttr.Key), 8)]
    [InlineData(typeof(Bpf.MapBatchAttr), nameof(Bpf.MapBatchAttr.MapFd), 36)]
    [InlineData(typeof(Bpf.ProgInfo), nameof(Bpf.ProgInfo.Name), 64)]
    [InlineData(typeof(Bpf.MapInfo), nameof(Bpf.MapInfo.Name), 24)]
    [InlineData(typeof(Bpf.ProgLoadAttr), nameof(Bpf.ProgLoadAttr.ProgName), 48)]
    [InlineData(typeof(Bpf.ProgLoadAttr), nameof(Bpf.ProgLoadAttr.ExpectedAttachType), 68)]
    [InlineData(typeof(Bpf.TestRunAttr), nameof(Bpf.TestRunAttr.DataIn), 16)]
    [InlineData(typeof(Bpf.TestRunAttr), nameof(Bpf.TestRunAttr.CtxIn), 48)]
    [InlineData(typeof(Bpf.TestRunAttr), nameof(Bpf.TestRunAttr.BatchSize), 72)]
    [InlineData(typeof(Libc.Msghdr), nameof(Libc.Msghdr.Vectors), 16)]
    [InlineData(typeof(Libc.Mmsghdr), nameof(Libc.Mmsghdr.Length), 56)]
    [InlineData(typeof(Libc.SockaddrLl), nameof(Libc.SockaddrLl.Address), 12)]
    [InlineData(typeof(Libc.Ifreq), nameof(Libc.Ifreq.Mtu), 16)]
    [InlineData(typeof(Libc.Ifreq), nameof(Libc.Ifreq.HardwareAddress), 18)]
    public void Offsets_are_those_of_the_kernels_headers(Type type, string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf(type, field));
}
