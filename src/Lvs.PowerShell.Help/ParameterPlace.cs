namespace LvsPS.Help;

/// <summary>How a parameter stands in a parameter set.</summary>
/// <param name="Set">The set; empty for all of them.</param>
/// <param name="Position">Its place without its name, from 0; null when the name is needed.</param>
/// <param name="Mandatory">True when it must be given.</param>
/// <param name="ByValue">True when it takes objects of the pipeline.</param>
/// <param name="ByPropertyName">True when it takes the property of its name from objects of the pipeline.</param>
internal sealed record ParameterPlace(string Set, int? Position, bool Mandatory, bool ByValue, bool ByPropertyName)
{
    /// <summary>As help writes it: False, or True and how.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
