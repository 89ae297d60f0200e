namespace Lvs.Benchmarks;

/// <summary>What the command line asks of the system benchmark.</summary>
internal sealed record SystemOptions
{
    /// <summary>Rounds a contestant is measured; the figure is their median.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long a round of connections or requests lasts.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections held for P2, P7 and P9.</summary>
    public int Flows { get; init; } = 1_000_000;

    /// <summary>Only these measures; empty for all.</summary>
    public IReadOnlySet<string> Only { get; init; } = new HashSet<string>();

    /// <summary>Where to write JSON; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Where to draw the chart; null for nowhere.</summary>
    public string? Chart { get; init; }

    /// <summary>Reads <c>--long --only P1,P2 --rounds N --flows N --json FILE --chart FILE</c>.</summary>
    /// <exception cref="ArgumentException">An unknown option, or one without its value.</exception>
    public static SystemOptions Parse(IReadOnlyList<string> arguments)
    {
        SystemOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--long" => options with { Rounds = 9, Round = TimeSpan.FromSeconds(4) },
                "--rounds" => options with { Rounds = Number(arguments, ref i) },
                "--flows" => options with { Flows = Number(arguments, ref i) },
                "--only" => options with { Only = Value(arguments, ref i).ToUpperInvariant().Split(',').ToHashSet() },
                "--json" => options with { Json = Value(arguments, ref i) },
                "--chart" => options with { Chart = Value(arguments, ref i) },
                _ => throw new ArgumentException($"'{arguments[i]}' is no option of the system benchmark; --help lists them."),
            };
        }

        return options;
    }

    private static int Number(IReadOnlyList<string> arguments, ref int i)
    {
        string name = arguments[i], text = Value(arguments, ref i);
        return int.TryParse(text, out int number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number for {name}: give a whole number above 0.");
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) => i + 1 < arguments.Count
        ? arguments[++i]
        : throw new ArgumentException($"{arguments[i]} wants a value behind it.");
}
