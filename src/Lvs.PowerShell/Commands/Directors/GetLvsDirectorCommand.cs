namespace LvsPS.Commands;

/// <summary>Says how the director is: version, kernel, interfaces and their XDP mode, table sizes, uptime.</summary>
/// <example>
/// <para>Everything about it.</para>
/// <code>Get-LvsDirector | Format-List</code>
/// </example>
/// <example>
/// <para>What is wrong with it, when something is.</para>
/// <code>(Get-LvsDirector).Problems</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsDirector")]
[OutputType(typeof(Director))]
public sealed class GetLvsDirectorCommand : DirectorCmdlet
{
    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override string? Director { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Director, () => WriteObject(LvsPS.Director.From(
        DirectorConnections.Resolve(Director), Ask((client, stop) => client.GetDirectorAsync(stop)))));
}
