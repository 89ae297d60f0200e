using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>
/// Statistics as <c>ipvsadm --stats</c> has them, made of the counters that the XDP program keeps by CPU and real server and of the
/// director's own. A service's are the sums over its real servers, those included that are forgotten. The director writes no
/// counter that a CPU may be writing: what is to be zero is subtracted in the director's own share, modulo 2^64.
/// </summary>
internal sealed unsafe class TrafficTable(SharedTables tables)
{
    private readonly int _maxServers = (int)tables.Settings->MaxServers;
    private readonly int _cpus = (int)tables.Settings->Cpus;
    private readonly VirtualService?[] _owners = new VirtualService?[tables.Settings->MaxServers];

    /// <summary>A real server's.</summary>
    public LedgerSlot Of(RealServer server) => Of(server.Id);

    /// <summary>A service's.</summary>
    public LedgerSlot Of(VirtualService service)
    {
        LedgerSlot sum = tables.Ledgers[service.Id];
        foreach (RealServer server in service.Servers)
            Add(ref sum, Of(server));
        foreach (RealServer server in service.RemovedServers)
            Add(ref sum, Of(server));
        return sum;
    }

    /// <summary>Everything since the last reset, whatever has been removed.</summary>
    public LedgerSlot OfAll(RuleBook rules)
    {
        LedgerSlot sum = tables.Ledgers[0];
        foreach (VirtualService service in rules.Services)
        {
            Add(ref sum, tables.Ledgers[service.Id]);
            foreach (RealServer server in service.Servers)
                Add(ref sum, Of(server));
        }

        foreach (RealServer server in rules.RemovedServers)
            Add(ref sum, Of(server));
        return sum;
    }

    /// <summary>Sets a real server's to zero.</summary>
    public void Zero(RealServer server) => Zero(server.Id);

    /// <summary>Sets a service's to zero, and those of its real servers; or everything.</summary>
    public void Zero(VirtualService? service, RuleBook rules)
    {
        foreach (VirtualService one in service is null ? rules.Services : [service])
        {
            tables.Ledgers[one.Id] = default;
            foreach (RealServer server in one.Servers)
                Zero(server);
        }

        foreach (RealServer server in rules.RemovedServers)
        {
            if (service is null || server.Service == service)
                Zero(server);
        }

        if (service is null)
            tables.Ledgers[0] = default;
    }

    /// <summary>At start, when the rules are back: real servers and services that were not stored count as forgotten ones, for their
    /// numbers will be others'.</summary>
    public void Adopt(RuleBook rules)
    {
        for (int id = 1; id < _maxServers; id++)
        {
            if (rules.FindServer(id) is null && !IsEmpty(Of(id)))
                Move(id, ref tables.Ledgers[0]);
        }

        HashSet<int> stored = [.. rules.Services.Select(static service => service.Id)];
        for (int id = 1; id < LedgerSlot.Count; id++)
        {
            if (!IsEmpty(tables.Ledgers[id]) && !stored.Contains(id))
                Forget(id);
        }
    }

    /// <summary>A real server was added: one that comes back keeps its counters, unless it comes back under another service, as in
    /// __ip_vs_update_dest.</summary>
    public void ServerPublished(RealServer server)
    {
        ref VirtualService? owner = ref _owners[server.Id];
        if (owner is not null && owner != server.Service)
            Move(server.Id, ref tables.Ledgers[0]);
        owner = server.Service;
    }

    /// <summary>A real server was removed, in this run or before it.</summary>
    public void ServerWithdrawn(RealServer server) => _owners[server.Id] = server.Service;

    /// <summary>Nothing refers to a removed server any more, and its number may become another's.</summary>
    public void ServerForgotten(RealServer server)
    {
        Move(server.Id, ref tables.Ledgers[server.Service.IsPublished ? server.Service.Id : 0]);
        _owners[server.Id] = null;
    }

    /// <summary>A service was removed.</summary>
    public void ServiceWithdrawn(VirtualService service) => Forget(service.Id);

    private static bool IsEmpty(in LedgerSlot sum) =>
        (sum.Connections | sum.Traffic.InPackets | sum.Traffic.OutPackets) == 0;

    private static void Add(ref LedgerSlot sum, in LedgerSlot other)
    {
        sum.Connections += other.Connections;
        sum.Traffic.Add(other.Traffic);
    }

    private void Forget(int service)
    {
        Add(ref tables.Ledgers[0], tables.Ledgers[service]);
        tables.Ledgers[service] = default;
    }

    private void Move(int server, ref LedgerSlot ledger)
    {
        Add(ref ledger, Of(server));
        Zero(server);
    }

    private LedgerSlot Of(int server)
    {
        LedgerSlot sum = new() { Connections = tables.Servers[server].Connections, Traffic = tables.Servers[server].Director };
        sum.Traffic.Add(OfCpus(server));
        return sum;
    }

    private void Zero(int server)
    {
        tables.Servers[server].Connections = 0;
        tables.Servers[server].Director = default;
        tables.Servers[server].Director.Subtract(OfCpus(server));
    }

    private CounterSlot OfCpus(int server)
    {
        CounterSlot sum = default;
        for (int cpu = 0; cpu < _cpus; cpu++)
            sum.Add(tables.Counters[((long)cpu * _maxServers) + server]);
        return sum;
    }
}
