using Lvs.Client.Formats;

namespace LvsPS.Commands;

/// <summary>What all cmdlets share: which director, asking it, being stopped, and how errors are told.</summary>
public abstract class DirectorCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The director to talk to: the path of lvsd's socket, or ssh://user@host (with :port and /path/of/the/socket where
    /// they are not the usual ones) for one on another machine. Without it the director of Connect-LvsDirector, else the
    /// environment variable LVS_SOCKET, else /run/lvs/lvsd.sock.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? Director { get; set; }

    internal LvsClient Client => DirectorConnections.Get(Director);

    /// <summary>Ends when the pipeline is stopped: Ctrl-C, or Select-Object -First further down.</summary>
    internal CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended by itself just now.
        }
    }

    /// <summary>Asks the director and waits for the answer.</summary>
    internal T Ask<T>(Func<LvsClient, CancellationToken, Task<T>> request) => Wait(request(Client, Stop));

    /// <summary>Has the director do something and waits until it is done.</summary>
    internal void Tell(Func<LvsClient, CancellationToken, Task> request) => Wait(request(Client, Stop));

    /// <summary>Waits for a task of the client's; a stop becomes what the engine expects of a stopped cmdlet.</summary>
    internal T Wait<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does the work for one object: what the director refuses is an error of that object, and the next one follows;
    /// only a director that cannot be asked ends the pipeline.</summary>
    /// <param name="target">The object, for the error.</param>
    /// <param name="work">What to do.</param>
    internal void Attempt(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (LvsClientException problem) when (LvsErrors.IsUnreachable(problem))
        {
            ThrowTerminatingError(LvsErrors.From(DirectorConnections.Explain(Director, problem), target));
        }
        catch (LvsClientException problem)
        {
            WriteError(LvsErrors.From(problem, target));
        }
        catch (RuleFileException problem)
        {
            WriteError(LvsErrors.From(problem));
        }
    }

    /// <summary>Ends the cmdlet when its command line gives a parameter without a value: a variable that is not set must not mean
    /// everything. For parameters that an object of the pipeline may well leave empty; the others are validated.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="isNothing">True when what it is bound to is nothing.</param>
    private protected void RefuseNothing(string name, bool isNothing)
    {
        if (!isNothing || !MyInvocation.BoundParameters.ContainsKey(name))
            return;
        ThrowTerminatingError(LvsErrors.Create(
            "MissingValue", ErrorCategory.InvalidArgument, null, $"-{name} has no value.",
            $"Give it one, or leave -{name} out."));
    }

    private void Wait(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
