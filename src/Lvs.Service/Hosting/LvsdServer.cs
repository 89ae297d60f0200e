using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Endpoints;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;
using Lvs.Service.Statistics;
using Lvs.Service.Store;
using Lvs.Service.Systemd;

namespace Lvs.Service.Hosting;

/// <summary>
/// lvsd at work: restores the rules, starts the director, listens, tells systemd, and at the end stops in the reverse order,
/// leaving the data path where it is.
/// </summary>
internal sealed partial class LvsdServer : IAsyncDisposable
{
    // Streams end by abort after this: SIGTERM promises to be done within 2 s.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(1);

    // Below the 1,024 descriptors that a process may have where nobody set a limit: without any left nothing could be written or
    // loaded any more, and the runtime ends the process.
    private const int MostConnections = 512;

    private readonly LvsdOptions _options;
    private readonly LvsdParts _parts;
    private readonly ListeningSocket _socket;
    private readonly Notifier _notifier;
    private readonly ILoggerFactory _logging;
    private readonly ILogger _logger;
    private readonly List<LvsVirtualAddress> _putOn = [];
    private WebApplication? _application;
    private bool _ready;
    private bool _disposed;

    private LvsdServer(LvsdOptions options, LvsdParts parts)
    {
        _options = options;
        _parts = parts;
        _notifier = new Notifier(parts.Systemd.NotifySocket);
        _socket = parts.Systemd.ListenDescriptor is { } descriptor
            ? ListeningSocket.FromSystemd(descriptor)
            : ListeningSocket.Bind(options.Socket, parts.Policy);
        _logging = LoggerFactory.Create(parts.Logging);
        _logger = _logging.CreateLogger<LvsdServer>();
        Control = new DirectorControl(parts.Host, parts.File, options, _logging.CreateLogger<StateStore>());
    }

    /// <summary>Where endpoints ask and change.</summary>
    public DirectorControl Control { get; }

    /// <summary>How many real servers the stored rules had at the start.</summary>
    public int RestoredServers { get; private set; }

    /// <summary>The routes as the framework sees them; for the test that they are those described.</summary>
    public IEnumerable<Endpoint> Endpoints =>
        ((IEndpointRouteBuilder)Application).DataSources.SelectMany(source => source.Endpoints);

    private WebApplication Application => _application ?? throw new InvalidOperationException("lvsd has not been started.");

    /// <summary>Starts, and returns when clients can connect.</summary>
    /// <exception cref="StartupException">It cannot be done as things are; whatever was begun is undone.</exception>
    public static async Task<LvsdServer> StartAsync(LvsdOptions options, LvsdParts parts,
        CancellationToken cancellation = default)
    {
        LvsdServer server = new(options, parts);
        try
        {
            await server.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when a signal asked lvsd to stop; fails when the director died.</summary>
    public async Task WaitForShutdownAsync()
    {
        Task stopped = Application.WaitForShutdownAsync();
        if (await Task.WhenAny(stopped, _parts.Host.Completion) == stopped)
            await stopped;
        else
            await _parts.Host.Completion;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_ready)
            TakeAddressesOff();
        if (_application is not null)
        {
            using CancellationTokenSource limit = new(ShutdownLimit);
            await _application.StopAsync(limit.Token);
        }

        await Control.CloseAsync();
        await _parts.Host.DisposeAsync();
        _socket.Dispose();
        _notifier.Dispose();
        _parts.File.Dispose();
        if (_application is not null)
            await _application.DisposeAsync();
        _logging.Dispose();
    }

    // The kernel takes most of the start to verify the XDP program: what was stored is read and the endpoints are put together
    // meanwhile.
    private async Task StartAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<StoredSnapshot> reading = new();
        Task director = StartDirectorAsync(reading.Task);
        try
        {
            StoredSnapshot stored = _parts.File.Read(
                BootId.Read(), SettingCatalog.Resolve(_options.Settings).KeepRulesOverReboot == 1);
            RestoreAddresses(stored);
            reading.SetResult(stored);
            _application = Build();
            Map();
        }
        catch (Exception e)
        {
            reading.TrySetException(e);
            await director;
            throw;
        }

        await director;
        await _application.StartAsync(cancellation);
        _ready = true;
        _application.Lifetime.ApplicationStopping.Register(Leave);
        RuleSet rules = reading.Task.Result.Rules;
        RestoredServers = rules.Services.Sum(static service => service.Servers.Count) + rules.Removed.Count;
        LogReady(_logger, _options.Socket, rules.Services.Count);
        _notifier.Ready($"Forwarding; {rules.Services.Count} services");
    }

    private async Task StartDirectorAsync(Task<StoredSnapshot> reading)
    {
        try
        {
            await _parts.Host.StartAsync(director => Control.Restore(director, reading.GetAwaiter().GetResult()));
            Control.Open();
        }
        catch (RuleException e)
        {
            throw new StartupException(
                $"The rules in '{_parts.File.Path}' cannot be in force on this machine: {e.Message}",
                $"{e.Remedy} Edit the file, or move it away to start without rules.", e);
        }
    }

    // An interface that is gone must not keep a director from forwarding for the others.
    private void RestoreAddresses(StoredSnapshot stored)
    {
        foreach (LvsVirtualAddress address in stored.State.VirtualAddresses)
        {
            try
            {
                if (_parts.Addresses.Add(InetAddress.Parse(address.Address!), address.PrefixLength!.Value, address.Interface!))
                    _putOn.Add(address);
            }
            catch (ProblemException e)
            {
                LogAddressFailed(_logger, address.Address!, address.Interface!, e.Problem.Detail);
            }
        }
    }

    // Without a director behind them the host itself would answer for them, and turn the clients away.
    private void TakeAddressesOff()
    {
        foreach (LvsVirtualAddress address in _putOn)
        {
            try
            {
                _parts.Addresses.Remove(InetAddress.Parse(address.Address!), address.PrefixLength!.Value, address.Interface!);
            }
            catch (ProblemException e)
            {
                LogAddressFailed(_logger, address.Address!, address.Interface!, e.Problem.Detail);
            }
        }
    }

    // At the beginning of the end: what follows may take a second.
    private void Leave()
    {
        _notifier.Stopping();
        LogStopping(_logger);
    }

    private WebApplication Build()
    {
        // Empty on purpose: the other builders read appsettings.json and the environment, and watch directories for changes.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddSingleton(_parts.Host);
        builder.Services.AddSingleton<StatisticsTable>();
        builder.Services.AddHostedService<StatisticsSampler>();
        if (_parts.Systemd.WatchdogInterval is { } interval && _notifier.IsActive)
            builder.Services.AddHostedService(_ => new WatchdogService(_parts.Host, _notifier, interval));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = _options.MaximumBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;

            // Clients are on this machine: a slow one is a paused one, and no reason to break off.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenHandle(_socket.Descriptor, listen => listen.Use(AccessMiddleware.Identify));
        });
        WebApplication application = builder.Build();
        application.UseProblems();
        application.UseAccessPolicy(_parts.Policy);
        return application;
    }

    private void Map()
    {
        ApiRoutes routes = new(Application);
        new DirectorEndpoints(Control, _options).Map(routes);
        new RulesEndpoints(Control, _options).Map(routes);
        new RuleStepsEndpoints(Control, _options).Map(routes);
        new ServicesEndpoints(Control, _options).Map(routes);
        new ServersEndpoints(Control, _options).Map(routes);
        new ConnectionsEndpoints(Control, _options).Map(routes);
        new StatisticsEndpoints(Control, Application.Services.GetRequiredService<StatisticsTable>()).Map(routes);
        new SettingsEndpoints(Control, _options).Map(routes);
        new FirewallMarksEndpoints(Control, _options).Map(routes);
        new VirtualAddressesEndpoints(Control, _parts.Addresses, _options).Map(routes);
        new SyncDaemonsEndpoints(Control, _parts.Addresses, _options).Map(routes);
        OpenApiEndpoints.Map(routes);
    }
}
