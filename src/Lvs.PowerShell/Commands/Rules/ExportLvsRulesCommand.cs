using System.Runtime.Versioning;
using Lvs.Client.Formats;

namespace LvsPS.Commands;

/// <summary>Writes rules as text, to a file or to the pipeline (<c>ipvsadm -S</c>): everything, or the objects of the pipeline.
/// JSON loses nothing; ipvsadm's format warns of what it cannot say.</summary>
/// <example>
/// <para>One service with its real servers.</para>
/// <code>Get-LvsService tcp/192.0.2.10:80 | Export-LvsRules -Path vip80.json</code>
/// </example>
/// <example>
/// <para>Everything, for a machine with the kernel's IPVS.</para>
/// <code>Export-LvsRules -Format Ipvsadm | Set-Content /etc/ipvsadm.rules</code>
/// </example>
[Cmdlet(VerbsData.Export, "LvsRules", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string))]
[Alias("Export-LvsRule")]
[SupportedOSPlatform("linux")]
public sealed class ExportLvsRulesCommand : DirectorCmdlet
{
    private readonly RuleObjects _objects = new();
    private bool _piped;
    private bool _failed;

    /// <summary>Services, real servers and firewall marks; without it, all rules of the director.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file to write; without it the text goes down the pipeline. The file is replaced as a whole or not at
    /// all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Json (the default) or Ipvsadm.</summary>
    [Parameter]
    public ExportFormat Format { get; set; }

    /// <summary>Leaves a file alone that is there already, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _piped = MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        _piped = true;
        try
        {
            _objects.Add(InputObject);
        }
        catch (FormatException problem)
        {
            _failed = true;
            WriteError(LvsErrors.Create(
                "InvalidRuleObject", ErrorCategory.InvalidData, InputObject, problem.Message, "Nothing was exported."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_failed)
            return;
        Attempt(null, () =>
        {
            LvsRules rules = _piped ? _objects.ToRules() : Ask((client, stop) => client.GetRulesAsync(stop));
            string text;
            if (Format == ExportFormat.Json)
            {
                text = JsonRuleWriter.Write(rules);
            }
            else
            {
                (text, IReadOnlyList<RuleFileWarning> lost) = IpvsadmRuleWriter.Write(rules);
                foreach (RuleFileWarning warning in lost)
                    WriteWarning(warning.Message);
            }

            if (Path is null)
                WriteObject(text.TrimEnd('\n'));
            else
                Save(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), text);
        });
    }

    private void Save(string path, string text)
    {
        if (!ShouldProcess(path, "Write rules"))
            return;
        string temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (NoClobber && File.Exists(path))
                throw new IOException("It is there already.");
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: !NoClobber);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            WriteError(LvsErrors.From(new RuleFileException(
                path, null, path, $"The file cannot be written: {e.Message}", "Name another one, or see to its directory.", e)));
        }
    }
}
