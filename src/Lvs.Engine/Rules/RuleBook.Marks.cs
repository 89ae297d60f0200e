using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <content>The firewall-mark classifier.</content>
public sealed partial class RuleBook
{
    /// <summary>The firewall-mark rules in the order in which they were added.</summary>
    public IReadOnlyList<MarkRule> Marks => _marks.Rules;

    /// <summary>Adds a firewall-mark rule.</summary>
    /// <exception cref="RuleException">The rule is refused, or is there already.</exception>
    public void AddMark(MarkRule rule)
    {
        _marks.Add(rule);
        MarksChanged();
    }

    /// <summary>Removes a firewall-mark rule.</summary>
    /// <exception cref="RuleException">There is no such rule.</exception>
    public void RemoveMark(MarkRule rule)
    {
        _marks.Remove(rule);
        MarksChanged();
    }

    /// <summary>The mark of packets to this address and port: of the longest prefix, then the narrowest port range, then the
    /// lowest; 0 for none. Allocates nothing, except when the rules have just been changed.</summary>
    public uint Classify(InetAddress destination, Protocol protocol, ushort port) => _marks.Classify(destination, protocol, port);

    internal bool HasMark(MarkRule rule) => _marks.Contains(rule);

    private void MarksChanged()
    {
        _version++;
        _dataPlane.MarksChanged(_marks.Rules);
    }
}
