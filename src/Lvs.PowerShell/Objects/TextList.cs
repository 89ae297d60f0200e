using System.Collections.ObjectModel;

namespace LvsPS;

/// <summary>Several texts in one property; a column of a CSV file holds them all.</summary>
public sealed class TextList : Collection<string>
{
    /// <summary>All of them in one line, separated by semicolons.</summary>
    public override string ToString() => string.Join("; ", this);
}
