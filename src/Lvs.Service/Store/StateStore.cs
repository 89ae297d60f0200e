using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Problems;

namespace Lvs.Service.Store;

/// <summary>
/// Acknowledges a change when it is on disk, and not before. Changes that come in while a write is under way share the next one
/// (group commit), so that a hundred clients cost a few writes. When a write fails, every change that was not acknowledged is
/// taken back on the director's thread and refused: what a client was told to have failed must not be in force.
/// </summary>
internal sealed partial class StateStore : IAsyncDisposable
{
    // After a failure, with no change to write: until then the director calls itself degraded, though room was made long ago.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly IDirectorHost _host;
    private readonly StateFile _file;
    private readonly IRevertible _content;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _wanted = new(0);
    private Task? _writer;

    // Touched on the director's thread only: a change and its place in the queue are one step there.
    private List<TaskCompletionSource> _pending = [];
    private StoredSnapshot _durable = StoredSnapshot.Empty;

    private bool _writing;
    private bool _closed;

    private volatile bool _closing;
    private string? _lastFailure;

    public StateStore(IDirectorHost host, StateFile file, IRevertible content, ILogger logger)
    {
        _host = host;
        _file = file;
        _content = content;
        _logger = logger;
    }

    /// <summary>Why the last write failed; null when it did not.</summary>
    public string? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>How many writes there were; for tests of the group commit.</summary>
    public int Writes { get; private set; }

    /// <summary>Says what is on disk already; on the director's thread, before anything is changed.</summary>
    public void SetBaseline(StoredSnapshot snapshot) => _durable = snapshot;

    /// <summary>Begins to write; once the director's thread takes work.</summary>
    public void Start() => _writer = Task.Run(WriteAsync);

    /// <summary>Makes a change on the director's thread and waits until it is on disk.</summary>
    /// <param name="change">The change; does all of it, or throws and does nothing.</param>
    /// <param name="changed">Says of its result whether anything was changed; null when something always is.</param>
    /// <exception cref="ProblemException">It could not be written; it was taken back.</exception>
    public async Task<T> ChangeAsync<T>(Func<IDirector, T> change, Func<T, bool>? changed = null)
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = await _host.InvokeAsync(director =>
        {
            if (_closed)
                throw Stopping();
            T value = change(director);

            // What changed nothing is still acknowledged only when all that it found in force is on disk.
            if (changed is not null && !changed(value) && _pending.Count == 0 && !_writing)
                written.SetResult();
            else
                _pending.Add(written);
            return value;
        });
        _wanted.Release();
        await written.Task;
        return result;
    }

    /// <summary>Writes what is pending and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing || _writer is null)
            return;
        _closing = true;
        _wanted.Release();
        await _writer;
    }

    private async Task WriteAsync()
    {
        try
        {
            await WriteBatchesAsync();
        }
        catch (ObjectDisposedException)
        {
            // The director's thread has ended by itself; nothing else touches the queue now, and lvsd is about to end, too.
            foreach (TaskCompletionSource written in _pending)
                written.TrySetException(Stopping());
        }
    }

    private async Task WriteBatchesAsync()
    {
        while (true)
        {
            bool asked = await _wanted.WaitAsync(LastFailure is null ? Timeout.InfiniteTimeSpan : RetryAfter);
            (List<TaskCompletionSource> batch, StoredSnapshot snapshot) = await _host.InvokeAsync(
                director => TakeBatch(director, retry: !asked && !_closing));
            if (batch.Count > 0 || !ReferenceEquals(snapshot, _durable))
                await WriteAsync(batch, snapshot);
            else if (_closed)
                return;
            if (_closing)
                _wanted.Release();
        }
    }

    private async Task WriteAsync(List<TaskCompletionSource> batch, StoredSnapshot snapshot)
    {
        try
        {
            _file.Write(snapshot);
            Writes++;
            Volatile.Write(ref _lastFailure, null);
        }
        catch (Exception e)
        {
            // Whatever it was: those who wait must hear of it, and the next write is tried anew.
            Volatile.Write(ref _lastFailure, e.Message);
            if (batch.Count > 0)
                LogFailed(_logger, e, _file.Path);
            if (_file.HoldsRefused)
                PutBack();
            List<TaskCompletionSource> since = await _host.InvokeAsync(director => TakeBack(director, batch.Count > 0));
            ProblemException failure = Problem.Create(
                ProblemCatalog.StoreFailed, _file.Path,
                $"The rules could not be written to '{_file.Path}': {e.Message} The change was taken back.",
                "Make room or mend the permissions there, then try again.", inner: e);
            foreach (TaskCompletionSource written in (IEnumerable<TaskCompletionSource>)[.. batch, .. since])
                written.SetException(failure);
            return;
        }

        await _host.InvokeAsync(_ => SetDurable(snapshot));
        foreach (TaskCompletionSource written in batch)
            written.SetResult();
    }

    private static ProblemException Stopping() => Problem.Create(
        ProblemCatalog.Stopping, null, "lvsd is stopping and takes no more changes.", "Try again when it is back.");

    private (List<TaskCompletionSource> Batch, StoredSnapshot Snapshot) TakeBatch(IDirector director, bool retry)
    {
        List<TaskCompletionSource> batch = _pending;
        if (batch.Count == 0 && !retry)
        {
            _closed = _closing;
            return ([], _durable); // never the list itself: changes are still put into that one
        }

        _pending = [];
        _writing = true;
        return (batch, _content.Capture(director));
    }

    private bool SetDurable(StoredSnapshot snapshot)
    {
        _durable = snapshot;
        return _writing = false;
    }

    // The refused change stands in the file: a restart would bring it back.
    private void PutBack()
    {
        try
        {
            _file.Write(_durable); // read here, too: it changes only when this thread has it changed
        }
        catch (Exception e)
        {
            LogNotPutBack(_logger, e, _file.Path);
        }
    }

    private List<TaskCompletionSource> TakeBack(IDirector director, bool changed)
    {
        List<TaskCompletionSource> since = _pending;
        _pending = [];
        _writing = false;
        if (!changed && since.Count == 0)
            return since;
        try
        {
            _content.Revert(director, _durable);
        }
        catch (RuleException e)
        {
            // What was good when it was stored is not any more, an address that became the director's own, say.
            LogNotTakenBack(_logger, e);
        }

        return since;
    }
}
