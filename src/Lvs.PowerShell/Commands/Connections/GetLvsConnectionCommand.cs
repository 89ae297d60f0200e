namespace LvsPS.Commands;

/// <summary>Gets entries of the connection table as they come in (<c>ipvsadm -Lc</c>); the director filters, and stops its work
/// when the pipeline stops.</summary>
/// <example>
/// <para>How the connections of a service are spread.</para>
/// <code>Get-LvsConnection -Service tcp/192.0.2.10:80 | Group-Object RealServer -NoElement | Sort-Object Count</code>
/// </example>
/// <example>
/// <para>Five of the half-open connections of a network.</para>
/// <code>Get-LvsConnection -Client 198.51.100.0/24 -State SYN_RECV | Select-Object -First 5</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsConnection")]
[OutputType(typeof(Connection))]
public sealed class GetLvsConnectionCommand : ConnectionFilterCmdlet
{
    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ServiceArgument]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public override string? Service { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Endpoint")]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public override string? RealServer { get; set; }

    /// <summary>At most this many.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? First { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseNothing(nameof(RealServer), string.IsNullOrEmpty(RealServer));

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Service, () =>
    {
        IAsyncEnumerator<ReadOnlyMemory<LvsConnectionRow>> batches =
            Client.GetConnectionBatchesAsync(Filter(First), Stop).GetAsyncEnumerator(Stop);
        try
        {
            while (Wait(batches.MoveNextAsync().AsTask()))
                Write(batches.Current.Span);
        }
        finally
        {
            // Also when Select-Object has had enough: the director stops writing when the connection closes.
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    private void Write(ReadOnlySpan<LvsConnectionRow> rows)
    {
        foreach (ref readonly LvsConnectionRow row in rows)
            WriteObject(new Connection(row));
    }
}
