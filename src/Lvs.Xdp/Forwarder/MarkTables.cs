using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp;

/// <summary>
/// Keeps <c>marks4</c> and <c>marks6</c>: which packets the firewall-mark classifier might want. The trie finds one network, so
/// each network has its own rules' ports and those of every network around it. What does not fit into
/// 16 ranges is widened: the director classifies exactly, and a packet sent up too many is none lost.
/// </summary>
internal sealed class MarkTables(LpmTrie<Mark4Prefix, MarkRanges> marks4, LpmTrie<Mark6Prefix, MarkRanges> marks6)
{
    /// <summary>Makes the tables be those of the rules.</summary>
    /// <returns>Whether there are any of either family.</returns>
    internal (bool V4, bool V6) Replace(IReadOnlyList<MarkRule> rules)
    {
        MarkRule[] v4 = [.. rules.Where(static rule => rule.Destination.IsV4)];
        MarkRule[] v6 = [.. rules.Where(static rule => rule.Destination.IsV6)];
        marks4.Replace(Content(v4, Mark4Prefix.Of));
        marks6.Replace(Content(v6, Mark6Prefix.Of));
        return (v4.Length != 0, v6.Length != 0);
    }

    /// <summary>At most 16 ranges that cover all given ones, and as little else as can be.</summary>
    internal static MarkRanges Pack(IEnumerable<MarkRange> wanted)
    {
        List<MarkRange> ranges = Merge(wanted);
        if (ranges.Count > Abi.MarkRanges)
            ranges = Merge(ranges.Select(static range => range with { Protocol = 0 }));
        while (ranges.Count > Abi.MarkRanges)
        {
            int closest = Enumerable.Range(0, ranges.Count - 1).MinBy(i => ranges[i + 1].Low - ranges[i].High);
            ranges[closest] = ranges[closest] with { High = ranges[closest + 1].High };
            ranges.RemoveAt(closest + 1);
        }

        var packed = new MarkRanges { Count = (uint)ranges.Count };
        for (int i = 0; i < ranges.Count; i++)
            packed.Range[i] = ranges[i];
        return packed;
    }

    private static List<MarkRange> Merge(IEnumerable<MarkRange> ranges)
    {
        var merged = new List<MarkRange>();
        foreach (MarkRange range in ranges.OrderBy(static range => range.Protocol).ThenBy(static range => range.Low))
        {
            if (merged.Count != 0 && merged[^1].Protocol == range.Protocol && range.Low <= merged[^1].High + 1)
                merged[^1] = merged[^1] with { High = Math.Max(merged[^1].High, range.High) };
            else
                merged.Add(range);
        }

        return merged;
    }

    private static Dictionary<TPrefix, MarkRanges> Content<TPrefix>(MarkRule[] rules, Func<InetAddress, int, TPrefix> prefix)
        where TPrefix : unmanaged
    {
        var content = new Dictionary<TPrefix, MarkRanges>();
        foreach ((InetAddress network, byte length) in rules.Select(static rule => (rule.Destination, rule.PrefixLength)).Distinct())
        {
            content[prefix(network, length)] = Pack(rules
                .Where(rule => rule.PrefixLength <= length && network.Mask(rule.PrefixLength) == rule.Destination)
                .Select(static rule => new MarkRange(rule.LowPort, rule.HighPort, (byte)(rule.Protocol ?? 0))));
        }

        return content;
    }
}
