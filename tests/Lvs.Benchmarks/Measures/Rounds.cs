namespace Lvs.Benchmarks.Measures;

/// <summary>Contestants measured in turn, round by round, so that what else happens on the machine falls on all alike.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<string, List<double>> _values = [];

    /// <summary>Measures everybody once a round.</summary>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="contestants">Names, and what measures them once.</param>
    /// <param name="cancellation">Stops between two measurements.</param>
    public static async Task<Rounds> TakeAsync(
        int rounds, IReadOnlyList<(string Name, Func<Task<double>> Measure)> contestants, CancellationToken cancellation)
    {
        Rounds result = new();
        for (int round = 0; round < rounds; round++)
        {
            foreach ((string name, Func<Task<double>> measure) in contestants)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!result._values.TryGetValue(name, out List<double>? values))
                    result._values.Add(name, values = []);
                values.Add(await measure());
            }
        }

        return result;
    }

    /// <summary>True when a contestant of this name was measured.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A contestant's values by round.</summary>
    public IReadOnlyList<double> Of(string name) => _values[name];

    /// <summary>A contestant's median.</summary>
    public double Median(string name) => MedianOf(_values[name]);

    /// <summary>The median over the rounds of one's value over another's.</summary>
    public double Ratio(string name, string other) => MedianOf(_values[name].Zip(_values[other], static (one, two) => one / two));

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
