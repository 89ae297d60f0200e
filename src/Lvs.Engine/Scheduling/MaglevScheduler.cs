using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// mh: by the client's address, with mh-port by its port as well, through a Maglev table of 4093 entries, in which a change of
/// the servers moves few clients (ip_vs_mh with CONFIG_IP_VS_MH_TAB_INDEX 12; Eisenbud and others, NSDI 2016). When the server
/// found takes no connections there is none, unless mh-fallback asks for others.
/// </summary>
public sealed class MaglevScheduler : HashScheduler
{
    private const int Entries = 4093;

    private int _servers;

    internal MaglevScheduler()
        : base(Entries)
    {
    }

    /// <inheritdoc/>
    public override string Name => "mh";

    /// <inheritdoc/>
    public override RealServer? Pick(in SchedulingRequest request)
    {
        RealServer?[] table = Table;
        SchedulerFlags flags = Service.Settings.SchedulerFlags;
        uint value = AddressHash.Fold(request.Client, Service.Key.Address.IsV6);
        if ((flags & SchedulerFlags.Port) != 0)
            value = unchecked(value + request.ClientPort);
        uint home = AddressHash.HalfSip(value, MaglevTable.OffsetKey) % Entries;
        RealServer? server = table[home];
        if (IsUsable(server))
            return server;
        return server is null || (flags & SchedulerFlags.Fallback) == 0 ? null : PickOther(table, value, home);
    }

    internal override void Attach(VirtualService service)
    {
        base.Attach(service);
        _servers = service.Servers.Count;
    }

    internal override void ServerAdded(RealServer server)
    {
        // IPVS leaves the table as it is while there are more servers than entries; so the last that had room must be made first.
        if (++_servers == Entries + 1)
            _ = Table;
        if (_servers <= Entries)
            base.ServerAdded(server);
    }

    internal override void ServerRemoved(RealServer server)
    {
        if (--_servers <= Entries)
            base.ServerRemoved(server);
    }

    internal override void ServerEdited(RealServer server)
    {
        if (_servers <= Entries)
            base.ServerEdited(server);
    }

    private protected override void Fill(RealServer?[] table)
    {
        // The newest is left out when it is the one too many.
        RealServer[] servers = [.. Service.Servers];
        MaglevTable.Fill(table, servers.AsSpan(Math.Max(0, servers.Length - Entries)), Service.Key.Address.IsV6);
    }

    private static RealServer? PickOther(RealServer?[] table, uint value, uint home)
    {
        for (uint offset = 0; offset < Entries; offset++)
        {
            uint step = (offset + home) % Entries;
            RealServer? server = table[AddressHash.HalfSip(unchecked(value + step), MaglevTable.OffsetKey) % Entries];
            if (server is null)
                return null;
            if (IsUsable(server))
                return server;
        }

        return null;
    }
}
