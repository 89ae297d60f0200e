using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>
/// Finds the mark of a packet without walking the rules: one hash look-up for each prefix length in use, the longest first,
/// then a binary search among the ports. Immutable.
/// </summary>
internal sealed class MarkClassifier
{
    private readonly Dictionary<(InetAddress Network, byte Length), MarkPorts> _networks = [];
    private readonly byte[] _lengthsV4;
    private readonly byte[] _lengthsV6;

    public MarkClassifier(IEnumerable<MarkRule> rules)
    {
        foreach (var network in rules.GroupBy(static rule => (rule.Destination, rule.PrefixLength)))
            _networks.Add(network.Key, new MarkPorts(network));
        _lengthsV4 = Lengths(InetFamily.V4);
        _lengthsV6 = Lengths(InetFamily.V6);
    }

    /// <summary>The mark, or 0 for none. Allocates nothing.</summary>
    public uint Classify(InetAddress destination, Protocol protocol, ushort port)
    {
        foreach (byte length in destination.IsV4 ? _lengthsV4 : _lengthsV6)
        {
            if (!_networks.TryGetValue((destination.Mask(length), length), out MarkPorts? ports))
                continue;
            uint mark = ports.Find(protocol, port);
            if (mark != 0)
                return mark;
        }

        return 0;
    }

    private byte[] Lengths(InetFamily family)
    {
        IEnumerable<byte> lengths = _networks.Keys.Where(key => key.Network.Family == family).Select(static key => key.Length);
        return [.. lengths.Distinct().OrderDescending()];
    }
}
