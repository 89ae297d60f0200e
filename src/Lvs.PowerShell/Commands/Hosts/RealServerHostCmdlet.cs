using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>What Enable- and Disable-LvsRealServerHost share: they work on the host they run on, and ask no director.</summary>
public abstract class RealServerHostCmdlet : PSCmdlet
{
    /// <summary>Gives what has been made of the host, with every change that can be undone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected HostNetwork Network { get; } = new(HostShell.Local);

    private protected HostRecordFile Record { get; private set; } = null!;

    private protected RealServerSetup Setup { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Record = HostRecordFile.OfThisHost();
        Setup = new RealServerSetup(Network, Record);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PassThru)
            WriteObject(RealServerHost.From(Record));
    }

    /// <summary>Does the work for one address; what fails is an error of that address, and the next one follows.</summary>
    private protected void Attempt(string? target, Action work)
    {
        try
        {
            work();
        }
        catch (LvsClientException problem)
        {
            WriteError(LvsErrors.From(problem, target));
        }
    }
}
