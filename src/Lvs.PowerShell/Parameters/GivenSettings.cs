namespace LvsPS;

/// <summary>
/// Which settings a Set- cmdlet is to change. An object of this module bears every setting as it was when it was read, and all of
/// them bind to the parameters of their names. Where the command line names settings, those alone are meant: the others, sent back,
/// would undo what others have changed meanwhile, or end a suspension. Without any, the object is to be copied, to another director
/// say. Rows of a file always count as a whole: what stands in them was put there.
/// </summary>
internal sealed class GivenSettings
{
    private readonly HashSet<string> _named;

    /// <summary>Looks at what the command line names.</summary>
    /// <param name="bound">The parameters bound before the first object of the pipeline came.</param>
    /// <param name="settings">The names of those that are settings.</param>
    public GivenSettings(IEnumerable<string> bound, IEnumerable<string> settings) =>
        _named = bound.Intersect(settings, StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value, if it is meant; else null.</summary>
    /// <param name="input">What came down the pipeline; null when nothing did.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">What is bound to it.</param>
    public T? Of<T>(PSObject? input, string name, T? value) =>
        _named.Count > 0 && input?.BaseObject is VirtualService or RealServer && !_named.Contains(name) ? default : value;
}
