using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_mark_ranges: what ports of a network the firewall-mark classifier might want.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MarkRanges
{
    internal uint Count;
    internal RangeArray Range;

    /// <summary>range[LVS_MARK_RANGES].</summary>
    [InlineArray(Abi.MarkRanges)]
    internal struct RangeArray
    {
        private MarkRange _first;
    }
}
