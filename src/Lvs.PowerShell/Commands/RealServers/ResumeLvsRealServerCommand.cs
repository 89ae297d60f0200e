namespace LvsPS.Commands;

/// <summary>Ends a suspension: the real server has the weight again that it had. One that is not suspended stays as it
/// is.</summary>
/// <example>
/// <para>Puts one real server back into service.</para>
/// <code>Resume-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080</code>
/// </example>
/// <example>
/// <para>Puts everything back that is suspended.</para>
/// <code>Get-LvsRealServer | Where-Object SuspendedWeight -ne $null | Resume-LvsRealServer -PassThru</code>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "LvsRealServer", SupportsShouldProcess = true)]
[OutputType(typeof(RealServer))]
public sealed class ResumeLvsRealServerCommand : SuspensionCmdlet
{
    private protected override bool Suspend => false;

    private protected override string Action => "Resume real server";
}
