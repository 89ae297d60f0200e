namespace LvsPS.Commands;

/// <summary>What Suspend-LvsRealServer and Resume-LvsRealServer share.</summary>
public abstract class SuspensionCmdlet : RealServerCmdlet
{
    /// <summary>Gives the real server as it stands.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract bool Suspend { get; }

    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach ((string address, int? port) in Targets())
        {
            string server = LvsNames.Endpoint(address, port);
            string target = $"{server} of {Service}";
            if (ShouldProcess(target, Action))
                Attempt(target, () => Change(server));
        }
    }

    private void Change(string server)
    {
        LvsServerPatch patch = new() { Suspended = Suspend };
        LvsRealServer changed = Ask((client, stop) => client.EditServerAsync(Service, server, patch, stop));
        if (PassThru)
            WriteObject(RealServer.From(Service, changed));
    }
}
