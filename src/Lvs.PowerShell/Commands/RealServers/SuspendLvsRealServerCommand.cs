namespace LvsPS.Commands;

/// <summary>Quiesces real servers: weight 0, no new connections, the present ones go on. The director keeps the weight for
/// Resume-LvsRealServer, over restarts too; a server that is suspended already stays so.</summary>
/// <example>
/// <para>Takes one real server out for maintenance.</para>
/// <code>Suspend-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080</code>
/// </example>
/// <example>
/// <para>Takes a machine out of every service that it is in.</para>
/// <code>Get-LvsRealServer -Address 10.0.0.11 | Suspend-LvsRealServer</code>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "LvsRealServer", SupportsShouldProcess = true)]
[OutputType(typeof(RealServer))]
public sealed class SuspendLvsRealServerCommand : SuspensionCmdlet
{
    private protected override bool Suspend => true;

    private protected override string Action => "Suspend real server";
}
