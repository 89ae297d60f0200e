using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>The firewall-mark rules, in the order of adding, and the classifier made of them, which is rebuilt when it is next
/// asked after a change.</summary>
internal sealed class MarkTable
{
    private readonly List<MarkRule> _rules = [];
    private readonly HashSet<MarkRule> _known = [];
    private MarkClassifier? _classifier;

    public IReadOnlyList<MarkRule> Rules => _rules;

    public void Add(MarkRule rule)
    {
        Check(rule);
        if (!_known.Add(rule))
        {
            throw new RuleException(RuleError.MarkExists, Describe(rule), $"The rule {Describe(rule)} is there already.",
                "Remove it first, or leave it.");
        }

        _rules.Add(rule);
        _classifier = null;
    }

    public void Remove(MarkRule rule)
    {
        if (!_known.Remove(rule))
        {
            throw new RuleException(RuleError.MarkNotFound, Describe(rule), $"There is no rule {Describe(rule)}.",
                "List the firewall marks to see those there are.");
        }

        _rules.Remove(rule);
        _classifier = null;
    }

    /// <summary>Takes over rules that have been checked.</summary>
    public void Replace(IEnumerable<MarkRule> rules)
    {
        _rules.Clear();
        _known.Clear();
        _rules.AddRange(rules);
        _known.UnionWith(_rules);
        _classifier = null;
    }

    public bool Contains(MarkRule rule) => _known.Contains(rule);

    public uint Classify(InetAddress destination, Protocol protocol, ushort port)
    {
        if (_rules.Count == 0)
            return 0;
        _classifier ??= new MarkClassifier(_rules);
        return _classifier.Classify(destination, protocol, port);
    }

    public static void Check(MarkRule rule)
    {
        int bits = rule.Destination.Family == InetFamily.V4 ? 32 : 128;
        if (rule.Destination.Family is not (InetFamily.V4 or InetFamily.V6))
        {
            throw new RuleException(RuleError.InvalidAddress, rule.Destination.ToString(), "The rule has no destination.",
                "Give an IPv4 or IPv6 network; 0.0.0.0/0 or ::/0 for all.");
        }

        if (rule.PrefixLength > bits || rule.Destination.Mask(rule.PrefixLength) != rule.Destination)
        {
            string network = $"{rule.Destination}/{rule.PrefixLength}";
            throw new RuleException(RuleError.InvalidAddress, network, $"{network} is not a network.", rule.PrefixLength > bits
                ? $"Use a prefix of 0 to {bits} bits."
                : $"Use {rule.Destination.Mask(rule.PrefixLength)}/{rule.PrefixLength}.");
        }

        if (rule.Protocol is not (null or Protocol.Tcp or Protocol.Udp or Protocol.Sctp))
        {
            throw new RuleException(RuleError.InvalidProtocol, $"{rule.Protocol}",
                $"Protocol '{rule.Protocol}' cannot be marked.", "Use TCP, UDP or SCTP, or none for all of them.");
        }

        if (rule.LowPort > rule.HighPort)
        {
            throw new RuleException(RuleError.InvalidPort, $"{rule.LowPort}-{rule.HighPort}",
                $"The port range {rule.LowPort}-{rule.HighPort} ends before it begins.", "Put the lower port first.");
        }

        if (rule.Mark == 0)
            throw new RuleException(RuleError.InvalidFirewallMark, "0", "Mark 0 stands for no mark.", "Use 1 to 4294967295.");
    }

    public static string Describe(MarkRule rule)
    {
        string protocol = rule.Protocol is { } one ? one.ToString().ToLowerInvariant() : "any";
        return $"{rule.Destination}/{rule.PrefixLength} {protocol} {rule.LowPort}-{rule.HighPort} -> {rule.Mark}";
    }
}
