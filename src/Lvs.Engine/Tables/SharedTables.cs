namespace Lvs.Engine.Tables;

/// <summary>Where the tables lie that the director shares with the XDP program. In tests it is plain memory.</summary>
/// <param name="Connections">Capacity + 1 slots; slot 0 is never used.</param>
/// <param name="Index">Buckets of 16 entries.</param>
/// <param name="Servers">By server id.</param>
/// <param name="Counters">CPU * max servers + server id.</param>
/// <param name="Profiles">State tables; 0 is the director's.</param>
/// <param name="Settings">One.</param>
/// <param name="Ledgers">By service id; 0 is the director's.</param>
public readonly unsafe struct SharedTables(
    ConnectionSlot* Connections, uint* Index, ServerSlot* Servers, CounterSlot* Counters, ProfileSlot* Profiles, SettingsSlot* Settings,
    LedgerSlot* Ledgers)
{
    internal ConnectionSlot* Connections { get; } = Connections;

    internal uint* Index { get; } = Index;

    internal ServerSlot* Servers { get; } = Servers;

    internal CounterSlot* Counters { get; } = Counters;

    internal ProfileSlot* Profiles { get; } = Profiles;

    internal SettingsSlot* Settings { get; } = Settings;

    internal LedgerSlot* Ledgers { get; } = Ledgers;
}
