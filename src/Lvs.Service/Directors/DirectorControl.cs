using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Options;
using Lvs.Service.Store;

namespace Lvs.Service.Directors;

/// <summary>
/// Where endpoints ask and change. A change is made on the director's thread and acknowledged once it is on disk; one that cannot
/// be written is taken back.
/// </summary>
internal sealed class DirectorControl : IRevertible
{
    private readonly LvsdOptions _options;
    private readonly StateStore _store;
    private DirectorState _state = new();

    public DirectorControl(IDirectorHost host, StateFile file, LvsdOptions options, ILogger<StateStore> logger)
    {
        Host = host;
        _options = options;
        _store = new StateStore(host, file, this, logger);
    }

    /// <summary>The director itself.</summary>
    public IDirectorHost Host { get; }

    /// <summary>What is wrong with the store; null when all is well.</summary>
    public string? StoreProblem => _store.LastFailure;

    /// <summary>What is kept beside the rules; as of the last change, from any thread.</summary>
    public DirectorState State => Volatile.Read(ref _state);

    /// <summary>All settings in force.</summary>
    public LvsSettings Settings => SettingCatalog.Resolve(State.Settings, _options.Settings);

    /// <summary>The timeouts in force.</summary>
    public LvsTimeouts Timeouts => TimeoutRules.Resolve(State.Timeouts, _options.Timeouts);

    /// <summary>Looks at something on the director's thread.</summary>
    public Task<T> ReadAsync<T>(Func<IDirector, T> read) => Host.InvokeAsync(read);

    /// <summary>Changes the rules. The change either does all it should or throws and does nothing.</summary>
    /// <param name="change">The change.</param>
    /// <param name="changed">Says of its result whether anything was changed; null when something always is.</param>
    public Task<T> ChangeAsync<T>(Func<IDirector, T> change, Func<T, bool>? changed = null) =>
        _store.ChangeAsync(change, changed);

    /// <summary>Changes what is kept beside the rules, and puts it in force.</summary>
    public Task<DirectorState> ChangeStateAsync(Func<DirectorState, DirectorState> change) => _store.ChangeAsync(director =>
    {
        SetState(director, change(_state));
        return _state;
    });

    /// <summary>Brings back what was stored; on the director's thread, before it takes packets.</summary>
    /// <exception cref="RuleException">A stored rule cannot be in force as things are now.</exception>
    public void Restore(IDirector director, StoredSnapshot snapshot)
    {
        SetState(director, snapshot.State);
        director.Rules.Restore(snapshot.Rules);
        _store.SetBaseline(snapshot);
    }

    /// <summary>Begins to take changes; once the director has started.</summary>
    public void Open() => _store.Start();

    /// <summary>Writes what is pending and stops writing.</summary>
    public ValueTask CloseAsync() => _store.DisposeAsync();

    /// <inheritdoc/>
    public StoredSnapshot Capture(IDirector director) => new(director.Rules.Snapshot(), _state);

    /// <inheritdoc/>
    public void Revert(IDirector director, StoredSnapshot snapshot)
    {
        RulePlan plan = director.Rules.Plan(snapshot.Rules);
        director.Rules.Apply(plan);
        SetState(director, snapshot.State);
    }

    private void SetState(IDirector director, DirectorState state)
    {
        Volatile.Write(ref _state, state);
        director.Apply(Settings);
        director.Apply(Timeouts);
    }
}
