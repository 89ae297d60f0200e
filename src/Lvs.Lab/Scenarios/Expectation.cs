namespace Lvs.Lab.Scenarios;

/// <summary>How a scheduler promises to spread connections.</summary>
/// <param name="Words">The promise, for people.</param>
/// <param name="Holds">Whether counts by server keep it; servers that never answered are absent.</param>
internal sealed record Expectation(string Words, Func<IReadOnlyDictionary<string, int>, bool> Holds)
{
    /// <summary>Exactly these counts.</summary>
    public static Expectation Exactly(params (string Server, int Count)[] counts) => new(
        string.Join(", ", counts.Select(count => $"{count.Server} {count.Count}")),
        seen => counts.Where(count => count.Count > 0).ToDictionary(count => count.Server, count => count.Count) is var wanted
            && wanted.Count == seen.Count && wanted.All(pair => seen.GetValueOrDefault(pair.Key) == pair.Value));

    /// <summary>One server, whichever, every time.</summary>
    public static Expectation OneServer { get; } = new("always the same server", seen => seen.Count == 1);

    /// <summary>Any server every time: twos draws lots.</summary>
    public static Expectation AnyServer { get; } = new("any server", seen => seen.Count > 0);
}
