namespace Lvs.Lab.Scenarios;

/// <summary>Where packets went, from lvsd's counters by reason.</summary>
/// <param name="Fast">Forwarded or delivered without leaving the kernel.</param>
/// <param name="UserSpace">Sent up to lvsd.</param>
/// <param name="Dropped">Dropped, events that are no packets left out.</param>
/// <param name="Details">The reasons other than first packets of connections, for messages.</param>
internal sealed record PacketTally(long Fast, long UserSpace, long Dropped, string Details)
{
    private static readonly string[] FastReasons = ["forwardedIn", "forwardedOut", "deliveredLocally"];

    /// <summary>What was counted between two readings of the counters.</summary>
    public static PacketTally Between(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after)
    {
        Dictionary<string, long> difference = after.ToDictionary(
            pair => pair.Key, pair => pair.Value - before.GetValueOrDefault(pair.Key));
        return new PacketTally(
            difference.Where(pair => FastReasons.Contains(pair.Key)).Sum(pair => pair.Value),
            Sum("punt"),
            Sum("drop"),
            string.Join(", ", difference.Where(pair => pair.Value > 0 && IsUnusual(pair.Key)).Select(pair => $"{pair.Key} {pair.Value}")));

        long Sum(string prefix) => difference
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && pair.Key != "dropEvent")
            .Sum(pair => pair.Value);
    }

    private static bool IsUnusual(string reason) => reason != "puntFirst" &&
        (reason.StartsWith("punt", StringComparison.Ordinal) || reason.StartsWith("drop", StringComparison.Ordinal));
}
