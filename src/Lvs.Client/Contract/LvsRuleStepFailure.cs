namespace Lvs.Client;

/// <summary>A step that was refused; the others were made all the same.</summary>
public sealed record LvsRuleStepFailure
{
    /// <summary>Its place in the list, from 0.</summary>
    public int Step { get; set; }

    /// <summary>Why.</summary>
    public LvsProblem Problem { get; set; } = new();
}
