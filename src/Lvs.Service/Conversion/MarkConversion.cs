using System.Globalization;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Firewall-mark rules between the contract and the engine.</summary>
internal static class MarkConversion
{
    public static MarkRule ToEngine(LvsFirewallMark mark, string path = "$")
    {
        (InetAddress network, byte prefix) = Network(mark.Destination, $"{path}.destination");
        (ushort low, ushort high) = Ports(mark.Ports, $"{path}.ports");
        Protocol? protocol = mark.Protocol is { } given ? ProtocolConversion.ToEngine(given, $"{path}.protocol") : null;
        return new MarkRule(network, prefix, protocol, low, high, Values.Mark(mark.Mark, $"{path}.mark"));
    }

    public static LvsFirewallMark ToContract(MarkRule rule)
    {
        int bits = rule.Destination.IsV4 ? 32 : 128;
        LvsFirewallMark mark = new()
        {
            Destination = rule.PrefixLength == bits ? rule.Destination.ToString() : $"{rule.Destination}/{rule.PrefixLength}",
            Protocol = rule.Protocol is { } protocol ? ProtocolConversion.ToContract(protocol) : null,
            Ports = rule is { LowPort: 0, HighPort: 65535 } ? null
                : rule.LowPort == rule.HighPort ? Values.Text(rule.LowPort) : $"{rule.LowPort}-{rule.HighPort}",
            Mark = rule.Mark,
        };
        mark.Id = mark.Key;
        return mark;
    }

    /// <summary>An address or a prefix, host bits zero or not as it is written.</summary>
    public static (InetAddress Network, byte Prefix) Network(string? text, string path)
    {
        if (text is null)
            throw Values.Missing("destination", path);
        int slash = text.IndexOf('/');
        InetAddress address = Values.Address(slash < 0 ? text : text[..slash], path);
        byte bits = (byte)(address.IsV4 ? 32 : 128);
        if (slash < 0)
            return (address, bits);
        return byte.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out byte prefix)
            && prefix <= bits
            ? (address, prefix)
            : throw Problem.Rule(
                RuleError.InvalidAddress, text, $"'{text}' is no network.",
                $"Write a prefix length of 0 to {bits} behind the slash.", path);
    }

    private static (ushort Low, ushort High) Ports(string? text, string path)
    {
        if (string.IsNullOrEmpty(text))
            return (0, ushort.MaxValue);
        string[] parts = text.Split('-');
        if (parts.Length <= 2
            && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            && ushort.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high) && low <= high)
            return (low, high);
        throw Problem.Rule(
            RuleError.InvalidPort, text, $"'{text}' is no port and no range of ports.",
            "Write 80, or 80-90; leave it out for every port.", path);
    }
}
