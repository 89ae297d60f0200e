using System.Globalization;
using Lvs.Xdp.Interop;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>What a loaded program cost: instructions the verifier walked, instructions there are.</summary>
internal readonly record struct ProgramInfo(uint Verified, uint Instructions)
{
    internal static ProgramInfo Of(int fd)
    {
        if (BpfCalls.ObjGetInfo(fd, out BpfCalls.ProgInfo info) < 0)
            throw new LinuxException("BPF_OBJ_GET_INFO_BY_FD", Errno.Last);
        string line = File.ReadLines($"/proc/self/fdinfo/{fd}")
            .Single(line => line.StartsWith("verified_insns:", StringComparison.Ordinal));
        return new ProgramInfo(uint.Parse(line.Split(':')[1], CultureInfo.InvariantCulture), info.XlatedProgLen / 8);
    }
}
