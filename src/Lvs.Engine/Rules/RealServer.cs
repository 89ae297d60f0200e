namespace Lvs.Engine.Rules;

/// <summary>
/// A real server of one virtual service: its rule, and what its connections come to. It outlives its removal from the
/// service while connections refer to it, so that adding it again brings them back (IPVS's destination trash).
/// </summary>
public sealed class RealServer
{
    internal RealServer(int id, VirtualService service, ServerKey key, ServerSettings settings)
    {
        Id = id;
        Service = service;
        Key = key;
        Settings = settings;
        LastWeight = settings.Weight;
    }

    /// <summary>Its number in the shared tables, at least 1; kept over restarts, and while any connection refers to it.</summary>
    public int Id { get; }

    /// <summary>The service it belongs to, or belonged to when removed.</summary>
    public VirtualService Service { get; internal set; }

    /// <summary>Address and port.</summary>
    public ServerKey Key { get; }

    /// <summary>The rule as it stands.</summary>
    public ServerSettings Settings { get; internal set; }

    /// <summary>The weight of the rule.</summary>
    public int Weight => Settings.Weight;

    /// <summary>False once removed from its service (IP_VS_DEST_F_AVAILABLE).</summary>
    public bool IsAvailable { get; internal set; }

    /// <summary>True while the upper threshold was reached and the lower one not yet undercut (IP_VS_DEST_F_OVERLOAD).</summary>
    public bool IsOverloaded { get; internal set; }

    /// <summary>Connections in an active state: TCP ESTABLISHED, SYN_SENT, SYN_RECV, SYNACK; SCTP ESTABLISHED.</summary>
    public int ActiveConnections { get; internal set; }

    /// <summary>All others that are no templates.</summary>
    public int InactiveConnections { get; internal set; }

    /// <summary>Persistence templates that point here.</summary>
    public int PersistentConnections { get; internal set; }

    /// <summary>Table entries of any kind that refer to it, templates included; 0 lets the trash forget it.</summary>
    public int References { get; internal set; }

    /// <summary>Entries of lblc's and lblcr's caches that point here; they keep it from being forgotten, too.</summary>
    internal int CacheReferences { get; set; }

    /// <summary>The last weight that was not 0, or 0 when there was none since it was added: mh spreads by it, so that a weight
    /// of 0 moves nobody else's clients.</summary>
    internal int LastWeight { get; set; }

    /// <summary>Since when it lies in the trash without a reference, in ticks; null while that has not been noticed.</summary>
    internal uint? IdleSince { get; set; }

    /// <summary>Its place in the service's list, for the schedulers' indexes; they alone read and write it.</summary>
    internal int Position { get; set; } = -1;

    /// <summary>The server added just after it, which stands before it in the list.</summary>
    internal RealServer? Previous { get; set; }

    /// <summary>The server added just before it, which stands behind it in the list.</summary>
    internal RealServer? Next { get; set; }

    /// <summary>IPVS's measure of load: an active connection weighs as much as 256 inactive ones.</summary>
    internal long Overhead => ((long)ActiveConnections << 8) + InactiveConnections;

    /// <summary>A connection was bound to this server.</summary>
    internal void ConnectionAdded(bool active)
    {
        if (active)
            ActiveConnections++;
        else
            InactiveConnections++;
        ReferenceAdded();
    }

    /// <summary>A connection went from inactive to active or back. Thresholds are not looked at: IPVS does that only where
    /// connections come and go.</summary>
    internal void ConnectionStateChanged(bool nowActive)
    {
        int step = nowActive ? 1 : -1;
        ActiveConnections += step;
        InactiveConnections -= step;
        NotifyScheduler();
    }

    /// <summary>A connection expired, or was bound elsewhere.</summary>
    internal void ConnectionRemoved(bool wasActive)
    {
        if (wasActive)
            ActiveConnections--;
        else
            InactiveConnections--;
        ReferenceRemoved();
    }

    /// <summary>A persistence template was bound to this server.</summary>
    internal void TemplateAdded()
    {
        PersistentConnections++;
        ReferenceAdded();
    }

    /// <summary>A persistence template expired, or was bound elsewhere.</summary>
    internal void TemplateRemoved()
    {
        PersistentConnections--;
        ReferenceRemoved();
    }

    /// <summary>Takes over an edited rule (__ip_vs_update_dest): raising or lifting the upper threshold ends an overload at once,
    /// lowering it only counts from the next connection on.</summary>
    internal void Update(ServerSettings settings, bool added)
    {
        if (added || settings.Weight != 0)
            LastWeight = settings.Weight;
        if (settings.UpperThreshold == 0 || settings.UpperThreshold > Settings.UpperThreshold)
            IsOverloaded = false;
        Settings = settings;
    }

    private void ReferenceAdded()
    {
        References++;
        uint upper = Settings.UpperThreshold;
        if (upper != 0 && (long)ActiveConnections + InactiveConnections >= upper)
            IsOverloaded = true;
        NotifyScheduler();
    }

    private void ReferenceRemoved()
    {
        References--;
        if (IsOverloaded && IsUnderLowerThreshold())
            IsOverloaded = false;
        NotifyScheduler();
    }

    private bool IsUnderLowerThreshold()
    {
        long total = (long)ActiveConnections + InactiveConnections;
        if (Settings.LowerThreshold != 0)
            return total < Settings.LowerThreshold;
        return Settings.UpperThreshold == 0 || total * 4 < (long)Settings.UpperThreshold * 3;
    }

    private void NotifyScheduler()
    {
        if (IsAvailable)
            Service.Scheduler?.LoadChanged(this);
    }
}
