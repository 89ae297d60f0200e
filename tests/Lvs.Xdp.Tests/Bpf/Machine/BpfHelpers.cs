using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>The kernel's functions that the program calls (linux/bpf.h), on the tables of a loaded program.</summary>
/// <param name="path">Whose tables.</param>
/// <param name="code">Names the maps.</param>
/// <param name="context">The frame.</param>
internal sealed unsafe class BpfHelpers(Datapath path, BpfCode code, XdpContext context)
{
    private const ulong XdpRedirect = 4;

    internal XdpContext Context => context;

    /// <summary>How many look-ups in maps there were.</summary>
    internal int LookUps { get; private set; }

    /// <summary>How many calls of other helpers.</summary>
    internal int Others { get; private set; }

    /// <summary>Calls one.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="registers">Its arguments are in 1 to 5.</param>
    internal ulong Call(int number, ulong[] registers)
    {
        if (number == 1)
        {
            LookUps++;
            string map = code.Maps[(int)registers[1]];
            return (ulong)path.Address(map, *(uint*)registers[2]);
        }

        Others++;
        return number switch
        {
            8 => 0, // bpf_get_smp_processor_id
            23 => XdpRedirect, // bpf_redirect
            44 => context.MoveHead((int)registers[2]),
            51 => XdpRedirect, // bpf_redirect_map
            65 => context.MoveTail((int)registers[2]),
            160 => (ulong)Libc.MonotonicNanoseconds(), // bpf_ktime_get_coarse_ns
            188 => (ulong)context.Length, // bpf_xdp_get_buff_len
            _ => throw new NotSupportedException($"helper {number}"),
        };
    }
}
