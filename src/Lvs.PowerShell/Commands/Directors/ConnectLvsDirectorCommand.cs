namespace LvsPS.Commands;

/// <summary>Makes a director the one that all cmdlets talk to, in every runspace of this process, and says how it is.</summary>
/// <example>
/// <para>A director with a socket of its own.</para>
/// <code>Connect-LvsDirector /run/lvs-a/lvsd.sock</code>
/// </example>
/// <example>
/// <para>The local one, and how it is.</para>
/// <code>Connect-LvsDirector | Format-List</code>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "LvsDirector")]
[OutputType(typeof(Director))]
public sealed class ConnectLvsDirectorCommand : DirectorCmdlet
{
    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override string? Director { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Director, () =>
    {
        string name = DirectorConnections.Resolve(Director);
        LvsDirectorStatus status = Ask((client, stop) => client.GetDirectorAsync(stop));
        DirectorConnections.Default = name;
        WriteObject(LvsPS.Director.From(name, status));
    });
}
