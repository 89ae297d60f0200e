namespace Lvs.Benchmarks.Reports;

/// <summary>All figures of a run.</summary>
internal sealed class Report
{
    private readonly List<Figure> _figures = [];

    /// <summary>Where it was taken.</summary>
    public Machine Machine { get; } = Machine.Read();

    /// <summary>The figures in the order they came.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Is told of every figure as it comes.</summary>
    public Action<Figure>? Added { get; init; }

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Added?.Invoke(figure);
    }
}
