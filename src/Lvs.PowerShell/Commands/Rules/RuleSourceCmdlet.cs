using System.Collections.ObjectModel;
using System.Runtime.Versioning;
using Lvs.Client.Formats;

namespace LvsPS.Commands;

/// <summary>Where rules come from: files of any format, or objects of the pipeline. Everything is read before anything is
/// done.</summary>
[SupportedOSPlatform("linux")]
public abstract class RuleSourceCmdlet : DirectorCmdlet
{
    private readonly List<RuleFile> _files = [];
    private readonly List<string> _lines = [];
    private readonly RuleObjects _objects = new();
    private bool _failed;

    /// <summary>The files: JSON, ipvsadm's lines or a keepalived.conf, told apart by what is in them. Wildcards are
    /// allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Services, real servers and firewall marks: objects of this module, also when they come back from JSON, CSV or
    /// Clixml, or lines of text in any of the file formats.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The format of the files; without it, it is found out.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    public RuleFileFormat? Format { get; set; }

    /// <summary>Adds and changes only; without it, what is not in the input is removed.</summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "InputObject" when InputObject is null:
                // Not passed over: what it should have been would be removed as missing.
                Read(() => throw new FormatException("$null came down the pipeline, which is no rule."));
                break;
            case "InputObject" when InputObject.BaseObject is string line:
                _lines.Add(line);
                break;
            case "InputObject":
                Read(() => _objects.Add(InputObject));
                break;
            case "LiteralPath":
                foreach (string path in LiteralPath)
                    Read(() => _files.Add(RuleFileReader.Read(
                        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path), Format)));
                break;
            default:
                foreach (string path in Path.SelectMany(Resolve))
                    Read(() => _files.Add(RuleFileReader.Read(path, Format)));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lines.Exists(line => !string.IsNullOrWhiteSpace(line)))
        {
            byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _lines));
            Read(() => _files.Add(RuleFileReader.Parse(text, "the pipeline")));
        }

        if (_failed || IsNothing())
            return;
        foreach (RuleFile file in _files)
        {
            foreach (RuleFileWarning warning in file.Warnings)
                WriteWarning(warning.Line is { } line
                    ? $"{file.Name}:{line}: {warning.Message}" : $"{file.Name}: {warning.Message}");
        }

        LvsRules rules = new();
        Read(() => rules = Combine());
        if (!_failed)
            Attempt(null, () => Process(rules));
    }

    /// <summary>Does it, all files read.</summary>
    private protected abstract void Process(LvsRules rules);

    /// <summary>Has the director plan or apply the rules; a refusal names the file and the line.</summary>
    private protected LvsRulePlan Send(LvsRules rules, bool dryRun, bool quiet = false)
    {
        try
        {
            return Ask((client, stop) => client.SetRulesAsync(rules, Merge, dryRun, quiet: quiet, cancellation: stop));
        }
        catch (LvsClientException refusal) when (_files.Count > 0 && !LvsErrors.IsUnreachable(refusal))
        {
            throw Explain(refusal);
        }
    }

    // A pipeline that brings nothing is one that failed further up: it must not pass for the wish to have no rules.
    private bool IsNothing()
    {
        if (_files.Count > 0 || !_objects.IsEmpty)
            return false;
        if (!Merge)
        {
            WriteError(LvsErrors.Create(
                "NoRules", ErrorCategory.InvalidData, null, "Nothing came down the pipeline, so that there are no rules to go by.",
                "See what is before it; Clear-LvsRules removes all rules."));
        }

        return true;
    }

    // Several files make one rule set, one behind the other: the place in it tells the file.
    private RuleFileException Explain(LvsClientException refusal)
    {
        int before = 0;
        foreach (RuleFile file in _files)
        {
            int count = file.Rules.Services.Count;
            string? path = refusal.Problem?.Path;
            int start = "$.services[".Length;
            int end = path?.IndexOf(']') ?? -1;
            if (path is null || !path.StartsWith("$.services[", StringComparison.Ordinal) || end < 0
                || !int.TryParse(path.AsSpan(start, end - start), out int place))
                return file.Explain(refusal);
            if (place < before + count)
            {
                refusal.Problem!.Path = $"$.services[{place - before}{path[end..]}";
                return file.Explain(refusal);
            }

            before += count;
        }

        return _files[^1].Explain(refusal);
    }

    private LvsRules Combine()
    {
        LvsRules objects = _objects.ToRules();
        return new LvsRules
        {
            Services = [.. _files.SelectMany(file => file.Rules.Services), .. objects.Services],
            FirewallMarks = [.. _files.SelectMany(file => file.Rules.FirewallMarks), .. objects.FirewallMarks],
        };
    }

    private IEnumerable<string> Resolve(string path)
    {
        try
        {
            Collection<string> found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
            if (found.Count == 0)
                throw new FileNotFoundException($"No file fits '{path}'.");
            return found;
        }
        catch (Exception e) when (e is ItemNotFoundException or FileNotFoundException)
        {
            _failed = true;
            WriteError(LvsErrors.From(new RuleFileException(
                path, null, path, "There is no such file.", "See to its name.", new FileNotFoundException(e.Message))));
            return [];
        }
    }

    private void Read(Action read)
    {
        try
        {
            read();
        }
        catch (RuleFileException problem)
        {
            _failed = true;
            WriteError(LvsErrors.From(problem));
        }
        catch (FormatException problem)
        {
            _failed = true;
            WriteError(LvsErrors.Create(
                "InvalidRuleObject", ErrorCategory.InvalidData, ParameterSetName == "InputObject" ? InputObject : null,
                problem.Message, "Nothing was imported."));
        }
    }
}
