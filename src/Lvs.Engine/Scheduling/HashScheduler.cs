using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// A scheduler that looks servers up in a table made of the list. IPVS makes it anew at each change; here the next pick does, so
/// that adding many servers makes it once. What a pick sees is the same.
/// </summary>
public abstract class HashScheduler : Scheduler
{
    private readonly RealServer?[] _table;
    private VirtualService? _service;
    private bool _isStale = true;

    private protected HashScheduler(int size) => _table = new RealServer?[size];

    /// <summary>The service served.</summary>
    private protected VirtualService Service =>
        _service ?? throw new InvalidOperationException("The scheduler serves no service.");

    /// <summary>The table as it is now.</summary>
    private protected RealServer?[] Table
    {
        get
        {
            if (_isStale)
                Refill();
            return _table;
        }
    }

    internal override void Attach(VirtualService service)
    {
        _service = service;
        _isStale = true;
    }

    internal override void Detach() => Array.Clear(_table);

    internal override void ServerAdded(RealServer server) => _isStale = true;

    internal override void ServerRemoved(RealServer server) => _isStale = true;

    internal override void ServerEdited(RealServer server) => _isStale = true;

    internal override void LoadChanged(RealServer server)
    {
    }

    /// <summary>Fills all of the table from the service's list; without servers it is all null.</summary>
    private protected abstract void Fill(RealServer?[] table);

    private protected static bool IsUsable(RealServer? server) =>
        server is { IsAvailable: true, IsOverloaded: false, Weight: > 0 };

    private void Refill()
    {
        Fill(_table);
        _isStale = false;
    }
}
