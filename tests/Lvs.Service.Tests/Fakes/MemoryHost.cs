using System.Collections.Concurrent;
using Lvs.Client;
using Lvs.Service.Directors;

namespace Lvs.Service.Tests.Fakes;

/// <summary>A director's thread with a real rule book and no data path.</summary>
internal sealed class MemoryHost : IDirectorHost
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public MemoryHost()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "director" };
        _thread.Start();
    }

    public MemoryDirector Director { get; } = new();

    public MemoryConnectionTable Table { get; } = new();

    public IConnectionTable Connections => Table;

    public Task Completion { get; } = new TaskCompletionSource().Task;

    public bool Started { get; private set; }

    public bool Disposed { get; private set; }

    public Task<T> InvokeAsync<T>(Func<IDirector, T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work(Director));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public Task<long> RemoveConnectionsAsync(ConnectionMatch match, CancellationToken cancellation)
    {
        long removed = 0;
        for (long i = 0; i < Table.Count; i++)
        {
            if (match(Table.Make(i)) && Table.Removed.Add(i))
                removed++;
        }

        return Task.FromResult(removed);
    }

    public IReadOnlyDictionary<string, long> ReadCounters() => new Dictionary<string, long> { ["forwardedIn"] = 7, ["puntFirst"] = 1 };

    public Task<DirectorReport> ReportAsync() => Task.FromResult(new DirectorReport(
        [new LvsInterfaceStatus { Name = "eth0", Index = 2, XdpMode = "native" }],
        [new LvsTableStatus { Name = "connections", Used = Table.Count, Capacity = 65536, Bytes = 65536 * 192 }],
        Table.Count, 0, false, []));

    public Task StartAsync(Action<IDirector> restore) => InvokeAsync(director =>
    {
        restore(director);
        return Started = true;
    });

    public ValueTask DisposeAsync()
    {
        if (!Disposed)
        {
            Disposed = true;
            _work.CompleteAdding();
            _thread.Join();
        }

        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
            work();
    }
}
