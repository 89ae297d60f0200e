using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Single values of a body, checked: what cannot be is named, with its place.</summary>
internal static class Values
{
    public static InetAddress Address(string? text, LatePath path)
    {
        if (text is null)
            throw Missing("address", path.ToString());
        return InetAddress.TryParse(text, out InetAddress address)
            ? address
            : throw Problem.Rule(
                RuleError.InvalidAddress, text, $"'{text}' is no IP address.",
                "Give an IPv4 address in four decimal parts or an IPv6 address, without brackets, port or zone.", path.ToString());
    }

    public static ushort Port(int? port, LatePath path) => port switch
    {
        null => throw Missing("port", path.ToString()),
        >= 0 and <= 65535 => (ushort)port,
        _ => throw Problem.Rule(
            RuleError.InvalidPort, port.Value.ToString(CultureInfo.InvariantCulture), $"{port} is no port.", "Give 0 to 65535.",
            path.ToString()),
    };

    public static uint Mark(long mark, LatePath path) => mark is > 0 and <= uint.MaxValue
        ? (uint)mark
        : throw Problem.Rule(
            RuleError.InvalidFirewallMark, Text(mark), $"{mark} is no firewall mark.", "Give 1 to 4294967295.", path.ToString());

    public static int Weight(int weight, LatePath path) => weight >= 0
        ? weight
        : throw Problem.Rule(
            RuleError.InvalidWeight, Text(weight), $"Weight {weight} is negative.", $"Give 0 to {RuleLimits.MaximumWeight}.",
            path.ToString());

    public static uint Threshold(long threshold, LatePath path) => threshold is >= 0 and <= uint.MaxValue
        ? (uint)threshold
        : throw Problem.Rule(
            RuleError.InvalidThresholds, Text(threshold), $"{threshold} is no threshold.", "Give 0 to 4294967295; 0 is none.",
            path.ToString());

    public static uint PersistenceTimeout(long seconds, LatePath path) => seconds is >= 0 and <= RuleLimits.MaximumTimeout
        ? (uint)seconds
        : throw Problem.Rule(
            RuleError.InvalidPersistence, Text(seconds), $"A persistence timeout of {seconds} s cannot be.",
            $"Give 0 to {RuleLimits.MaximumTimeout}; 0 is not persistent.", path.ToString());

    public static uint Timeout(long seconds, LatePath path) => seconds is >= 0 and <= RuleLimits.MaximumTimeout
        ? (uint)seconds
        : throw Problem.Rule(
            RuleError.InvalidTimeouts, Text(seconds), $"A timeout of {seconds} s cannot be.",
            $"Give 1 to {RuleLimits.MaximumTimeout}, or 0 to leave it as it is.", path.ToString());

    public static ProblemException Missing(string name, string path) => Problem.Create(
        ProblemCatalog.MissingValue, name, $"The {name} is missing ({path}).",
        "Give it; GET /openapi.json describes what is expected.", path);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
