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
    private readonly IDirectorHost _host;
    private readonly StateFile _file;
    private readonly IRevertible _content;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _wanted = new(0);
    private Task? _writer;

    // Touched on the director's thread only: a change and its place in the queue are one step there.
    private List<TaskCompletionSource> _pending = [];
    private StoredSnapshot _durable = StoredSnapshot.Empty;

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

    /// <summary>Begins, with what is on disk already; on the director's thread.</summary>
    public void Start(StoredSnapshot snapshot)
    {
        _durable = snapshot;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Makes a change on the director's thread and waits until it is on disk.</summary>
    /// <exception cref="ProblemException">It could not be written; it was taken back.</exception>
    public async Task<T> ChangeAsync<T>(Func<IDirector, T> change)
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = await _host.InvokeAsync(director =>
        {
            if (_closed)
                throw Stopping();
            T value = change(director);
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
            await _wanted.WaitAsync();
            (List<TaskCompletionSource> batch, StoredSnapshot snapshot) = await _host.InvokeAsync(TakeBatch);
            if (batch.Count > 0)
                await WriteAsync(batch, snapshot);
            else if (_closing)
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _lastFailure, e.Message);
            LogFailed(_logger, e, _file.Path);
            List<TaskCompletionSource> since = await _host.InvokeAsync(TakeBack);
            ProblemException failure = Problem.Create(
                ProblemCatalog.StoreFailed, _file.Path, $"The rules could not be written to '{_file.Path}': {e.Message} The change was taken back.",
                "Make room or mend the permissions there, then try again.", inner: e);
            foreach (TaskCompletionSource written in (IEnumerable<TaskCompletionSource>)[.. batch, .. since])
                written.SetException(failure);
            return;
        }

        await _host.InvokeAsync(_ => _durable = snapshot);
        foreach (TaskCompletionSource written in batch)
            written.SetResult();
    }

    private static ProblemException Stopping() => Problem.Create(
        ProblemCatalog.Stopping, null, "lvsd is stopping and takes no more changes.", "Try again when it is back.");

    private (List<TaskCompletionSource> Batch, StoredSnapshot Snapshot) TakeBatch(IDirector director)
    {
        List<TaskCompletionSource> batch = _pending;
        if (batch.Count == 0)
        {
            _closed = _closing;
            return (batch, _durable);
        }

        _pending = [];
        return (batch, _content.Capture(director));
    }

    private List<TaskCompletionSource> TakeBack(IDirector director)
    {
        List<TaskCompletionSource> since = _pending;
        _pending = [];
        _content.Revert(director, _durable);
        return since;
    }
}
