using Lvs.Xdp;
using Lvs.Xdp.Maps;

namespace Lvs.Service.Directors;

/// <summary>The XDP program's counters by reason: enum lvs_reason of lvs_abi.h, kept by CPU, under the names of the
/// API.</summary>
internal static class ReasonCounters
{
    private const string Map = "reasons";
    private const int Stride = 64; // LVS_REASONS

    /// <summary>Reason numbers and their names; the name is the enumerator's behind LVS_R_ in camel case.</summary>
    public static readonly IReadOnlyDictionary<int, string> Names = new Dictionary<int, string>
    {
        [0] = "forwardedIn",
        [1] = "forwardedOut",
        [2] = "deliveredLocally",
        [8] = "passNotIp",
        [9] = "passOtherMac",
        [10] = "passProtocol",
        [11] = "passNoService",
        [12] = "passNotOpening",
        [13] = "passIcmp",
        [14] = "passFragment",
        [15] = "passOptions",
        [16] = "passNotForwarded",
        [24] = "puntFirst",
        [25] = "puntReuse",
        [26] = "puntOnePacket",
        [27] = "puntFragment",
        [28] = "puntOptions",
        [29] = "puntIcmp",
        [30] = "puntSctp",
        [31] = "puntTooBig",
        [32] = "puntTtl",
        [33] = "puntNextHop",
        [34] = "puntEgress",
        [35] = "puntNodest",
        [36] = "puntTunnel",
        [37] = "puntServer",
        [48] = "dropMalformed",
        [49] = "dropGone",
        [50] = "dropUnattended",
        [51] = "dropForwarding",
        [52] = "dropNoRoute",
        [53] = "dropEvent",
    };

    /// <summary>Sums over the CPUs.</summary>
    public static Dictionary<string, long> Read(DataPlane plane)
    {
        MappedArray<ulong> reasons = plane.Array<ulong>(Map);
        Dictionary<string, long> result = [];
        foreach ((int reason, string name) in Names)
            result.Add(name, (long)reasons.Sum(reason, Stride, plane.Cpus, static count => count));
        return result;
    }
}
