using System.Runtime.InteropServices;

namespace Lvs.Xdp.Interop;

/// <summary>Programs: loading plain instructions, test runs.</summary>
internal static unsafe partial class Bpf
{
    internal const uint BPF_PROG_TYPE_XDP = 6;
    internal const uint BPF_XDP = 37;
    internal const uint BPF_LINK_TYPE_XDP = 6;
    internal const uint BPF_F_XDP_HAS_FRAGS = 1u << 5;
    internal const uint BPF_F_TEST_XDP_LIVE_FRAMES = 1u << 1;

    internal const uint XDP_ABORTED = 0;
    internal const uint XDP_DROP = 1;
    internal const uint XDP_PASS = 2;
    internal const uint XDP_TX = 3;
    internal const uint XDP_REDIRECT = 4;

    /// <summary>BPF_PROG_LOAD of an XDP program from instructions; the file descriptor, or -1 and errno.</summary>
    internal static int ProgLoad(string name, ReadOnlySpan<ulong> instructions)
    {
        fixed (ulong* insns = instructions)
        fixed (byte* license = "Dual MIT/GPL\0"u8)
        {
            var attr = new ProgLoadAttr
            {
                ProgType = BPF_PROG_TYPE_XDP,
                InsnCnt = (uint)instructions.Length,
                Insns = (ulong)insns,
                License = (ulong)license,
                ExpectedAttachType = BPF_XDP,
            };
            CopyName(name, attr.ProgName);
            return Call(BPF_PROG_LOAD, ref attr);
        }
    }

    /// <summary>
    /// BPF_PROG_TEST_RUN of an XDP program on one frame. Without flags the program's changes come back in
    /// <paramref name="output"/>; its length is in <see cref="TestRunAttr.DataSizeOut"/> and the verdict in
    /// <see cref="TestRunAttr.Retval"/>. <paramref name="batch"/> live frames are worked on at a time, 64 for 0.
    /// </summary>
    /// <returns>0, or -1 and errno.</returns>
    internal static int ProgTestRun(
        int progFd, ReadOnlySpan<byte> input, Span<byte> output, in XdpMd context, uint flags, uint repeat, out TestRunAttr attr,
        uint batch = 0)
    {
        fixed (byte* dataIn = input)
        fixed (byte* dataOut = output)
        fixed (XdpMd* ctx = &context)
        {
            attr = new TestRunAttr
            {
                ProgFd = (uint)progFd,
                DataSizeIn = (uint)input.Length,
                DataSizeOut = (uint)output.Length,
                DataIn = (ulong)dataIn,
                DataOut = output.IsEmpty ? 0 : (ulong)dataOut,
                Repeat = repeat,
                CtxSizeIn = (uint)sizeof(XdpMd),
                CtxIn = (ulong)ctx,
                Flags = flags,
                BatchSize = batch,
            };
            return Call(BPF_PROG_TEST_RUN, ref attr);
        }
    }

    /// <summary>union bpf_attr for BPF_PROG_LOAD, up to prog_btf_fd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ProgLoadAttr
    {
        internal uint ProgType;
        internal uint InsnCnt;
        internal ulong Insns;
        internal ulong License;
        internal uint LogLevel;
        internal uint LogSize;
        internal ulong LogBuf;
        internal uint KernVersion;
        internal uint ProgFlags;
        internal fixed byte ProgName[BPF_OBJ_NAME_LEN];
        internal uint ProgIfindex;
        internal uint ExpectedAttachType;
    }

    /// <summary>union bpf_attr for BPF_PROG_TEST_RUN.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TestRunAttr
    {
        internal uint ProgFd;
        internal uint Retval;
        internal uint DataSizeIn;
        internal uint DataSizeOut;
        internal ulong DataIn;
        internal ulong DataOut;
        internal uint Repeat;
        internal uint Duration;
        internal uint CtxSizeIn;
        internal uint CtxSizeOut;
        internal ulong CtxIn;
        internal ulong CtxOut;
        internal uint Flags;
        internal uint Cpu;
        internal uint BatchSize;
        private readonly uint _padding;
    }

    /// <summary>struct xdp_md as the context of a test run: data is 0, data_end the length of the frame.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct XdpMd
    {
        internal uint Data;
        internal uint DataEnd;
        internal uint DataMeta;
        internal uint IngressIfindex;
        internal uint RxQueueIndex;
        internal uint EgressIfindex;
    }
}
