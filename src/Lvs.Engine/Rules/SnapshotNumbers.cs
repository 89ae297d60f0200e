namespace Lvs.Engine.Rules;

/// <summary>Collects and checks the numbers in a snapshot: in range, and each given once.</summary>
internal sealed class SnapshotNumbers
{
    private readonly HashSet<int> _services = [];
    private readonly HashSet<int> _servers = [];

    public SnapshotNumbers(RuleSet snapshot, int maxServices, int maxServers)
    {
        int unnumberedServices = 0;
        int unnumberedServers = 0;
        Dictionary<int, ServiceKey> owners = [];
        HashSet<(ServiceKey, ServerKey)> live = [];
        foreach (ServiceRule service in snapshot.Services)
        {
            if (service.Id == 0)
                unnumberedServices++;
            else
                Take(_services, service.Id, maxServices, "service");
            owners.TryAdd(service.Id, service.Key);
            foreach (ServerRule server in service.Servers)
            {
                live.Add((service.Key, server.Key));
                if (server.Id == 0)
                    unnumberedServers++;
                else
                    Take(_servers, server.Id, maxServers, "real server");
            }
        }

        foreach (RemovedServerRule removed in snapshot.Removed)
        {
            if (!live.Add((removed.Service, removed.Server.Key)))
            {
                throw Refuse(removed.Server.Key.ToString(),
                    $"{removed.Server.Key} of {removed.Service} is both there and removed, or removed twice.");
            }

            Take(_servers, removed.Server.Id, maxServers, "real server");
            if (owners.TryAdd(removed.ServiceId, removed.Service))
                Take(_services, removed.ServiceId, maxServices, "service");
            else if (removed.ServiceId == 0 || owners[removed.ServiceId] != removed.Service)
                throw Refuse(removed.ServiceId.ToString(), $"Service number {removed.ServiceId} is given twice.");
        }

        if (_services.Count + unnumberedServices > maxServices || _servers.Count + unnumberedServers > maxServers)
        {
            throw new RuleException(RuleError.TooMany, $"{maxServices}, {maxServers}",
                $"The rules need more than the {maxServices} services and {maxServers} real servers there is room for.",
                "Start lvsd with larger tables.");
        }
    }

    public IReadOnlyCollection<int> Services => _services;

    public IReadOnlyCollection<int> Servers => _servers;

    private static void Take(HashSet<int> numbers, int id, int maximum, string what)
    {
        if (id < 1 || id > maximum)
        {
            throw new RuleException(RuleError.TooMany, id.ToString(), $"The number {id} of a {what} is not in 1 to {maximum}.",
                "Start lvsd with the table sizes it had, or larger ones.");
        }

        if (!numbers.Add(id))
            throw Refuse(id.ToString(), $"The number {id} is given to two {what}s.");
    }

    private static RuleException Refuse(string value, string message) =>
        new(RuleError.InvalidSnapshot, value, message, "Restore from a state that lvsd has written.");
}
