using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>
/// Keeps readers out of mapped memory that is about to go: a stream that outlives the server's patience at a stop must find an
/// end, not an address that is no longer there.
/// </summary>
internal sealed class GuardedTable(IConnectionTable table) : IConnectionTable, IDisposable
{
    private readonly ReaderWriterLockSlim _gate = new();
    private bool _closed;

    /// <inheritdoc/>
    public int Read(ref long cursor, Span<LvsConnectionRow> rows)
    {
        _gate.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return table.Read(ref cursor, rows);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Runs something that reads mapped memory; the fallback when it is gone.</summary>
    public T Guard<T>(Func<T> read, T fallback)
    {
        _gate.EnterReadLock();
        try
        {
            return _closed ? fallback : read();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Waits for those who read, and lets nobody read any more.</summary>
    public void Dispose()
    {
        _gate.EnterWriteLock();
        _closed = true;
        _gate.ExitWriteLock();
    }
}
