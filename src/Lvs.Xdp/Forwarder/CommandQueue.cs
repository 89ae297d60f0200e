using System.Collections.Concurrent;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>Work that other threads want done on the director's thread: a lock-free queue, and an eventfd that wakes it.</summary>
internal sealed unsafe class CommandQueue : IDisposable
{
    private readonly ConcurrentQueue<Command> _commands = new();
    private readonly FileDescriptor _event = FileDescriptor.Take(Libc.Eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK), "eventfd");
    private int _signalled;
    private volatile bool _closed;

    /// <summary>Readable when there is something to do.</summary>
    internal int Fd => _event.Value;

    /// <summary>Commands run so far.</summary>
    internal long Executed { get; private set; }

    /// <summary>Queues work; its result, or its exception, completes the task on another thread.</summary>
    internal Task<T> InvokeAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        var command = new Command<T>(work, cancellation);
        _commands.Enqueue(command);
        if (_closed)
            Close(); // it may have come in behind the last look of the thread that ended
        else
            Wake();
        return command.Task;
    }

    /// <summary>Makes the descriptor readable; one system call however many commands come meanwhile.</summary>
    internal void Wake()
    {
        ulong one = 1;
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
            _ = Libc.Write(Fd, &one, sizeof(ulong));
    }

    /// <summary>Runs what is queued; on the director's thread.</summary>
    internal void Run()
    {
        ulong count;
        _ = Libc.Read(Fd, &count, sizeof(ulong));

        // A full barrier: were this still on its way out when the queue is found empty, whoever adds to it then would see it signalled,
        // wake nobody, and wait for ever.
        Interlocked.Exchange(ref _signalled, 0);
        while (_commands.TryDequeue(out Command? command))
        {
            command.Run();
            Executed++;
        }
    }

    /// <summary>Fails whatever is queued and whatever will be.</summary>
    internal void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier(); // as in Run: who does not see it closed has added before the look below
        while (_commands.TryDequeue(out Command? command))
            command.Abandon();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        // The descriptor stays open for a thread that is about to wake us; its finalizer closes it.
    }

    private abstract class Command
    {
        internal abstract void Run();

        internal abstract void Abandon();
    }

    private sealed class Command<T>(Func<T> work, CancellationToken cancellation) : Command
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<T> Task => _source.Task;

        internal override void Run()
        {
            if (cancellation.IsCancellationRequested)
            {
                _source.TrySetCanceled(cancellation);
                return;
            }

            try
            {
                _source.TrySetResult(work());
            }
            catch (Exception error)
            {
                _source.TrySetException(error);
            }
        }

        internal override void Abandon() =>
            _source.TrySetException(new ObjectDisposedException(nameof(Forwarder), "The director has stopped."));
    }
}
