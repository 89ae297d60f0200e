namespace Lvs.Service.Directors;

/// <summary>
/// The director as the service sees it: one thread that owns the rules and the decisions, and tables that any thread may read.
/// All that lvsd knows of the packets' side goes through here, so that the whole API can be tested without a data path.
/// </summary>
internal interface IDirectorHost : IAsyncDisposable
{
    /// <summary>Runs something on the director's thread, between packets: it must be short, and wait for nothing.</summary>
    /// <returns>What it returned; the task fails with what it threw.</returns>
    Task<T> InvokeAsync<T>(Func<IDirector, T> work);

    /// <summary>The connection table, to be read from any thread while it changes.</summary>
    IConnectionTable Connections { get; }

    /// <summary>Removes the connections that match, a few at a time between packets.</summary>
    /// <returns>How many were removed.</returns>
    Task<long> RemoveConnectionsAsync(ConnectionMatch match, CancellationToken cancellation);

    /// <summary>The data path's counters by reason, by the names of the API; from any thread.</summary>
    IReadOnlyDictionary<string, long> ReadCounters();

    /// <summary>Interfaces, tables and what is wrong; from any thread.</summary>
    DirectorReport Report();

    /// <summary>Begins to take packets: called once, when the rules are in place.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Completes, by failing, when the director's thread ends without having been asked to.</summary>
    Task Completion { get; }
}
