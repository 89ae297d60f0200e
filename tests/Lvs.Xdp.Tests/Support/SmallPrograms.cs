using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests.Support;

/// <summary>XDP programs of a few instructions, so that sockets and links are tested without a compiler.</summary>
internal static class SmallPrograms
{
    /// <summary>Passes everything.</summary>
    internal static FileDescriptor Pass(string name) => Load(name, [Instruction(0xb7, 0, 0, 0, 2), Instruction(0x95)]);

    /// <summary>Redirects everything to the socket of the receive queue; passes it where there is none.</summary>
    internal static FileDescriptor ToSockets(int xskMap) => Load("to_sockets",
    [
        Instruction(0x61, 2, 1, 16, 0),         // r2 = ctx->rx_queue_index
        Instruction(0x18, 1, 1, 0, xskMap), 0,  // r1 = map
        Instruction(0xb7, 3, 0, 0, 2),          // r3 = XDP_PASS
        Instruction(0x85, 0, 0, 0, 51),         // bpf_redirect_map
        Instruction(0x95),
    ]);

    /// <summary>Sends everything out of an interface.</summary>
    internal static FileDescriptor ToInterface(uint index) => Load("to_interface",
    [
        Instruction(0xb7, 1, 0, 0, (int)index), // r1 = index
        Instruction(0xb7, 2, 0, 0, 0),          // r2 = 0
        Instruction(0x85, 0, 0, 0, 23),         // bpf_redirect
        Instruction(0x95),
    ]);

    /// <summary>Writes one 16-byte event for every frame: the first 16 bytes of it; drops the frame.</summary>
    internal static FileDescriptor ToRing(int ring) => Load("to_ring",
    [
        Instruction(0x61, 2, 1, 0, 0),          // r2 = ctx->data
        Instruction(0x61, 3, 1, 4, 0),          // r3 = ctx->data_end
        Instruction(0xbf, 4, 2, 0, 0),          // r4 = r2
        Instruction(0x07, 4, 0, 0, 16),         // r4 += 16
        Instruction(0x2d, 4, 3, 11, 0),         // if r4 > r3 goto drop
        Instruction(0x79, 5, 2, 0, 0),          // the 16 bytes go over the stack: the helper takes no packet memory
        Instruction(0x7b, 10, 5, -16, 0),
        Instruction(0x79, 5, 2, 8, 0),
        Instruction(0x7b, 10, 5, -8, 0),
        Instruction(0xbf, 2, 10, 0, 0),         // r2 = fp - 16
        Instruction(0x07, 2, 0, 0, -16),
        Instruction(0x18, 1, 1, 0, ring), 0,    // r1 = map
        Instruction(0xb7, 3, 0, 0, 16),         // r3 = 16
        Instruction(0xb7, 4, 0, 0, 0),          // r4 = 0
        Instruction(0x85, 0, 0, 0, 130),        // bpf_ringbuf_output(map, r2, 16, 0)
        Instruction(0xb7, 0, 0, 0, 1),          // drop: r0 = XDP_DROP
        Instruction(0x95),
    ]);

    private static FileDescriptor Load(string name, ulong[] instructions) =>
        FileDescriptor.Take(Bpf.ProgLoad(name, instructions), $"load {name}");

    private static ulong Instruction(byte code, int destination = 0, int source = 0, short offset = 0, int immediate = 0) =>
        code | ((ulong)destination << 8) | ((ulong)source << 12) | ((ulong)(ushort)offset << 16) | ((ulong)(uint)immediate << 32);
}
