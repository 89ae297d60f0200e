using System.Collections;
using System.Globalization;
using Lvs.Client.Ipvsadm;

namespace LvsPS.Commands;

/// <summary>
/// ipvsadm: the same arguments, the same output, the same messages and exit status ($LASTEXITCODE) as the program, without the
/// program. Lines of output go to the pipeline, messages are errors. What comes in by the pipeline is its standard input, which
/// <c>ipvsadm -R</c> reads.
/// </summary>
/// <remarks>Whether it succeeded says $LASTEXITCODE, as with the program. $? and with it the operators &amp;&amp; and || do not see it,
/// and of $ErrorActionPreference only the value of the session counts, not a script's own: this is a function to PowerShell, since a
/// cmdlet could not take ipvsadm's options as they stand. Where that matters, call the program by its path.</remarks>
/// <example>
/// <para>A service and its real servers, as ipvsadm has them made; ipvsadm is the alias.</para>
/// <code>Invoke-Ipvsadm -A -t 192.0.2.10:80 -s wrr
/// ipvsadm -a -t 192.0.2.10:80 -r 10.0.0.11:8080 -m -w 2
/// ipvsadm -Ln</code>
/// </example>
/// <example>
/// <para>Saves all rules, and brings them back.</para>
/// <code>ipvsadm -S -n > rules.txt
/// Get-Content rules.txt | Invoke-Ipvsadm -R</code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "Ipvsadm")]
[OutputType(typeof(string))]
public sealed class InvokeIpvsadmCommand : DirectorCmdlet
{
    private const string Name = "ipvsadm";

    private readonly List<string> _input = [];
    private IpvsadmDirector? _director;

    /// <summary>ipvsadm's arguments, each as it would stand on its command line.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowEmptyCollection]
    public object?[] ArgumentList { get; set; } = [];

    /// <summary>Lines of standard input, for -R.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public string? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput && InputObject is not null)
            _input.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(null, () =>
    {
        List<string> arguments = [.. Words(ArgumentList)];
        using StringReader input = new(string.Concat(_input.Select(line => line + "\n")));
        using LineWriter output = new(WriteObject);
        using LineWriter error = new(Complain);
        using (_director = new IpvsadmDirector(DirectorConnections.SocketOf(Director)))
        {
            int status;
            try
            {
                status = new IpvsadmProgram(_director, input, output, error, new SystemNames(), Name).Run(arguments);
            }
            catch (Exception) when (Stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            SessionState.PSVariable.Set("global:LASTEXITCODE", status);
        }
    });

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();

        // The program waits for the director; without its connection it does so no longer.
        _director?.Dispose();
    }

    // A list such as $rest is several arguments, and 300 came as a number. The flags of a scheduler are a list, too, by the time they
    // come here: sh-port,sh-fallback is one argument to ipvsadm.
    private static IEnumerable<string> Words(IEnumerable arguments)
    {
        string? last = null;
        foreach (object? argument in arguments)
        {
            object? value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
            IEnumerable<string> words = value is IEnumerable list and not string
                ? Words(list)
                : [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""];
            if (last is "-b" or "--sched-flags")
                words = [string.Join(',', words)];
            foreach (string word in words)
                yield return last = word;
        }
    }

    private void Complain(string line) => WriteError(new ErrorRecord(
        new InvalidOperationException(line), "IpvsadmMessage", ErrorCategory.NotSpecified, null));
}
