
namespace Lvs.Xdp;

/// <summary>
/// The director's thread: it owns the data plane, the AF_XDP sockets, the event ring, the view of the host's network and the
/// director itself, which nobody else may touch. Others have work done on it with <see cref="InvokeAsync"/>.
/// </summary>
public sealed class Forwarder : IDisposable
{
    private readonly CommandQueue _commands = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private DirectorLoop _loop = null!;

    private Forwarder(ForwarderOptions options, Func<ForwarderSurroundings, IDirectorWork> build)
    {
        // A new thread is in the network namespace of the thread that starts it.
        _thread = new Thread(() =>
        {
            try
            {
                _loop = new DirectorLoop(options, _commands, build);
            }
            catch (Exception error)
            {
                _started.SetException(error);
                return;
            }

            _started.SetResult();
            Run();
        })
        {
            Name = "director",
            IsBackground = true,
        };
        _thread.Start();
    }

    /// <summary>Ends when the thread does: as asked for, or with the exception that ended it.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The shared tables, for reading counters on any thread.</summary>
    public DataPlane Plane => _loop.Plane;

    /// <summary>Sets everything up and starts the thread, in the network namespace of the calling thread.</summary>
    /// <param name="options">How.</param>
    /// <param name="build">Makes the director, on its thread, before the first packet: it restores rules and connections.</param>
    /// <exception cref="DataPlaneException">It could not be; interfaces and pins are as they were.</exception>
    public static Forwarder Start(ForwarderOptions options, Func<ForwarderSurroundings, IDirectorWork> build) =>
        StartAsync(options, build).GetAwaiter().GetResult();

    /// <summary>The same without waiting: the kernel alone takes over 100 ms to verify the XDP program.</summary>
    /// <param name="options">How.</param>
    /// <param name="build">Makes the director, on its thread.</param>
    /// <exception cref="DataPlaneException">Out of the task: it could not be; interfaces and pins are as they were.</exception>
    public static async Task<Forwarder> StartAsync(ForwarderOptions options, Func<ForwarderSurroundings, IDirectorWork> build)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(build);
        Forwarder forwarder = new(options, build);
        try
        {
            await forwarder._started.Task.ConfigureAwait(false);
            return forwarder;
        }
        catch
        {
            forwarder._commands.Dispose();
            throw;
        }
    }

    /// <summary>Has work done on the director's thread, between batches of packets: within a millisecond unless it is busy.</summary>
    /// <param name="work">The work; what it throws comes out of the task.</param>
    /// <param name="cancellation">Cancels it while it has not begun.</param>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <exception cref="ObjectDisposedException">Out of the task: the director has stopped.</exception>
    public Task<T> InvokeAsync<T>(Func<T> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _commands.InvokeAsync(work, cancellation);
    }

    /// <summary>Where the program is attached, and how.</summary>
    public Task<IReadOnlyList<XdpAttachment>> GetAttachmentsAsync() =>
        InvokeAsync<IReadOnlyList<XdpAttachment>>(() => [.. _loop.Attachments]);

    /// <summary>How the thread is doing; from any thread, also when it is stuck.</summary>
    public ForwarderHealth GetHealth() => _loop.Health();

    /// <summary>Ends the thread and closes its sockets. What is pinned works on: known flows are forwarded.</summary>
    public void Dispose()
    {
        _stopping = true;
        _commands.Wake();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _loop.Dispose();
        }

        _commands.Dispose();
    }

    private void Run()
    {
        try
        {
            _loop.Run(() => _stopping);
            _completion.TrySetResult();
        }
        catch (Exception error)
        {
            _completion.TrySetException(error);
        }
        finally
        {
            // After a failure the tables stay where they are, for whoever reads them, until this object is disposed of.
            _commands.Close();
            if (_stopping)
                _loop.Dispose();
        }
    }
}
