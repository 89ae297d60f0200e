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

    /// <summary>Interfaces, tables and what is wrong.</summary>
    Task<DirectorReport> ReportAsync();

    /// <summary>Starts the thread; called once, before everything else.</summary>
    /// <param name="restore">Is run on the new thread before the first packet: brings the rules back. May wait for the caller.</param>
    /// <exception cref="Options.StartupException">It cannot be done as things are; the data path is as it was.</exception>
    Task StartAsync(Action<IDirector> restore);

    /// <summary>Completes, by failing, when the director's thread ends without having been asked to.</summary>
    Task Completion { get; }
}
