using Lvs.Client;
using Lvs.Service.Options;
using Lvs.Xdp;

namespace Lvs.Service.Directors;

/// <summary>The director on its forwarder: the real one.</summary>
/// <param name="options">How the forwarder is set up.</param>
/// <param name="build">Puts the director together on the forwarder's thread.</param>
internal sealed class ForwarderHost(ForwarderOptions options, Func<ForwarderSurroundings, IDirectorAssembly> build)
    : IDirectorHost
{
    // Looking at an entry takes some 10 ns: a piece of this size holds packets up by a fraction of a millisecond.
    private const int Piece = 16384;

    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(2);

    private Forwarder? _forwarder;
    private IDirectorAssembly? _assembly;
    private GuardedTable? _table;

    /// <inheritdoc/>
    public IConnectionTable Connections => _table ?? throw NotStarted();

    /// <inheritdoc/>
    public Task Completion => Forwarder.Completion;

    private Forwarder Forwarder => _forwarder ?? throw NotStarted();

    private IDirectorAssembly Assembly => _assembly ?? throw NotStarted();

    /// <inheritdoc/>
    public async Task StartAsync(Action<IDirector> restore)
    {
        try
        {
            _forwarder = await Forwarder.StartAsync(options, surroundings =>
            {
                IDirectorAssembly assembly = build(surroundings);
                restore(assembly);
                assembly.Adopt();
                return _assembly = assembly;
            });
            _table = new GuardedTable(Assembly.Connections);
        }
        catch (DataPlaneException e)
        {
            throw new StartupException(e.Message, e.Remedy, e);
        }
    }

    /// <inheritdoc/>
    public Task<T> InvokeAsync<T>(Func<IDirector, T> work) => Forwarder.InvokeAsync(() => work(Assembly));

    /// <inheritdoc/>
    public async Task<long> RemoveConnectionsAsync(ConnectionMatch match, CancellationToken cancellation)
    {
        long removed = 0;
        long cursor = 0;
        while (cursor >= 0)
        {
            cancellation.ThrowIfCancellationRequested();
            removed += await Forwarder.InvokeAsync(() => Assembly.Remove(match, ref cursor, Piece), cancellation);
        }

        return removed;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> ReadCounters() => Guard(
        () =>
        {
            Dictionary<string, long> counters = ReasonCounters.Read(Forwarder.Plane);
            foreach ((string name, long count) in Assembly.ReadCounters())
                counters[name] = counters.GetValueOrDefault(name) + count;
            return counters;
        },
        []);

    /// <inheritdoc/>
    public async Task<DirectorReport> ReportAsync()
    {
        IReadOnlyList<XdpAttachment> attachments = await Forwarder.GetAttachmentsAsync();
        ForwarderHealth health = Forwarder.GetHealth();
        return Guard(() => Report(attachments, health), new DirectorReport([], [], 0, 0, false, ["The director is stopping."]));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _table?.Dispose();
        _forwarder?.Dispose();
        return ValueTask.CompletedTask;
    }

    private DirectorReport Report(IReadOnlyList<XdpAttachment> attachments, ForwarderHealth health)
    {
        List<string> problems = [];
        if (attachments.Count == 0)
            problems.Add("No interface carries the XDP program: nothing is forwarded. Name one with --interface.");
        if (health.SinceLastRound > StuckAfter)
            problems.Add($"The director's thread has not gone round for {health.SinceLastRound.TotalSeconds:F0} s.");
        if (health.Failures > 0)
            problems.Add($"{health.Failures} frames or events ended in a failure; the log says which.");
        return new DirectorReport(
            [.. attachments.Select(Describe)], Assembly.Tables, Assembly.ConnectionCount, Assembly.TemplateCount,
            Forwarder.Plane.Adopted, problems);
    }

    private static LvsInterfaceStatus Describe(XdpAttachment attachment) => new()
    {
        Name = attachment.InterfaceName,
        Index = (int)attachment.InterfaceIndex,
        XdpMode = attachment.Mode == XdpMode.Native ? "native" : "generic",
    };

    private T Guard<T>(Func<T> read, T fallback) => (_table ?? throw NotStarted()).Guard(read, fallback);

    private static InvalidOperationException NotStarted() => new("The director has not been started.");
}
