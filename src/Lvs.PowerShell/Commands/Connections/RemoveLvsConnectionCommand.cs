namespace LvsPS.Commands;

/// <summary>Removes connections from the table; clients that go on are scheduled anew. It takes filters and no pipeline: a filter
/// names all connections of a client or a server, never a single one, and an object of Get-LvsConnection would take its
/// neighbours along.</summary>
/// <example>
/// <para>Drops what one client network has open to a service.</para>
/// <code>Remove-LvsConnection -Service tcp/192.0.2.10:80 -Client 198.51.100.0/24</code>
/// </example>
/// <example>
/// <para>Forgets which client belongs to which real server, without being asked.</para>
/// <code>Remove-LvsConnection -Template -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LvsConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLvsConnectionCommand : ConnectionFilterCmdlet
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LvsConnectionFilter filter = Filter();
        string target = Describe(filter);
        if (this.ShouldProcess(Force, target, "Remove connections"))
        {
            Attempt(target, () =>
            {
                long removed = Ask((client, stop) => client.RemoveConnectionsAsync(filter, stop));
                WriteVerbose($"{removed} connections were removed.");
            });
        }
    }

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
