namespace LvsPS.Commands;

/// <summary>Removes connections from the table; clients that go on are scheduled anew. From the pipeline it takes the connections
/// of Get-LvsConnection and removes exactly those; with parameters, all that a filter names.</summary>
/// <example>
/// <para>Drops what one client network has open to a service.</para>
/// <code>Remove-LvsConnection -Service tcp/192.0.2.10:80 -Client 198.51.100.0/24</code>
/// </example>
/// <example>
/// <para>Drops what has been idle for a while, without being asked.</para>
/// <code>Get-LvsConnection -State ESTABLISHED | Where-Object Expires -lt 60 | Remove-LvsConnection -Force</code>
/// </example>
/// <example>
/// <para>Forgets which client belongs to which real server, without being asked.</para>
/// <code>Remove-LvsConnection -Template -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsConnection", DefaultParameterSetName = FilterSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLvsConnectionCommand : ConnectionFilterCmdlet
{
    // A request walks over the whole table, so that connections go together; as many as lvsd's limit of a megabyte holds.
    private const int Batch = 4096;

    private readonly List<LvsConnectionKey> _keys = [];

    /// <summary>Connections of Get-LvsConnection, also when they come back from JSON, CSV or Clixml. One that has ended meanwhile
    /// is passed over.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Connection")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Connection")
            Collect(InputObject!);
        else
            RemoveFiltered();
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => RemoveCollected();

    private void Collect(PSObject input)
    {
        LvsConnectionKey key;
        try
        {
            key = ConnectionKeys.Of(input);
        }
        catch (FormatException problem)
        {
            WriteError(LvsErrors.Create(
                "InvalidConnection", ErrorCategory.InvalidData, input, problem.Message, "Give objects of Get-LvsConnection."));
            return;
        }

        if (!this.ShouldProcess(Force, ConnectionKeys.Describe(key), "Remove connection"))
            return;
        _keys.Add(key);
        if (_keys.Count == Batch)
            RemoveCollected();
    }

    private void RemoveCollected()
    {
        if (_keys.Count == 0)
            return;
        Attempt(null, () => Tell(Ask((client, stop) => client.RemoveTheseConnectionsAsync(_keys, stop))));
        _keys.Clear();
    }

    private void RemoveFiltered()
    {
        LvsConnectionFilter filter = Filter();
        string target = Describe(filter);
        if (this.ShouldProcess(Force, target, "Remove connections"))
            Attempt(target, () => Tell(Ask((client, stop) => client.RemoveConnectionsAsync(filter, stop))));
    }

    private void Tell(long removed) => WriteVerbose($"{removed} connections were removed.");

    private static string Describe(LvsConnectionFilter filter)
    {
        string[] parts =
        [
            .. new[]
            {
                filter.Service, filter.Server is null ? null : $"real server {filter.Server}",
                filter.Client is null ? null : $"client {filter.Client}", filter.State,
                filter.Template switch { true => "templates", false => "no templates", null => null },
            }.OfType<string>(),
        ];
        return parts.Length == 0 ? "all connections" : string.Join(", ", parts);
    }
}
