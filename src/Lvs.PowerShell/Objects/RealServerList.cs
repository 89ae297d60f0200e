using System.Collections.ObjectModel;

namespace LvsPS;

/// <summary>The real servers of a service. As text it is a list of <see cref="RealServer.ToString"/>, so that a column of a CSV
/// file holds them and Import-LvsRules reads them back.</summary>
public sealed class RealServerList : Collection<RealServer>
{
    /// <summary>All of them in one line, separated by semicolons.</summary>
    public override string ToString() => string.Join("; ", this);
}
