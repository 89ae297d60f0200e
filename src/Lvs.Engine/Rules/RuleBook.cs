using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Rules;

/// <summary>
/// The rules: virtual services, their real servers, and the firewall-mark classifier. Every change is validated before anything
/// is touched, and told to the data path and the schedulers. Not thread-safe: it belongs to the director's thread.
/// </summary>
public sealed partial class RuleBook
{
    private readonly IDataPlane _dataPlane;
    private readonly ServerValidator _validator;
    private readonly ServiceTable _services = new();
    private readonly ServerTrash _trash = new();
    private readonly MarkTable _marks = new();
    private readonly IdPool _serviceIds;
    private readonly IdPool _serverIds;
    private readonly RealServer?[] _serversById;
    private long _version;

    /// <summary>Creates an empty book.</summary>
    /// <param name="dataPlane">Is told of every change.</param>
    /// <param name="isLocal">True for addresses of the director itself.</param>
    /// <param name="maxServices">The highest number a service can have, and so how many there can be.</param>
    /// <param name="maxServers">The same for real servers, removed ones that are still remembered included.</param>
    /// <param name="scheduling">What the schedulers share; null for the defaults.</param>
    public RuleBook(
        IDataPlane dataPlane,
        Func<InetAddress, bool> isLocal,
        int maxServices,
        int maxServers,
        SchedulingContext? scheduling = null)
    {
        ArgumentNullException.ThrowIfNull(dataPlane);
        ArgumentNullException.ThrowIfNull(isLocal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxServices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxServers);
        _dataPlane = dataPlane;
        _validator = new ServerValidator(isLocal);
        _serviceIds = new IdPool(maxServices);
        _serverIds = new IdPool(maxServers);
        _serversById = new RealServer?[maxServers + 1];
        Scheduling = scheduling ?? new SchedulingContext();
    }

    /// <summary>What the schedulers share: randomness, and the expiry of lblc's and lblcr's caches.</summary>
    public SchedulingContext Scheduling { get; }

    /// <summary>The virtual services, in no particular order.</summary>
    public IReadOnlyCollection<VirtualService> Services => _services.Services;

    /// <summary>Removed real servers that are still remembered.</summary>
    public IReadOnlyCollection<RealServer> RemovedServers => _trash.Servers;

    /// <summary>The service with this key, or null.</summary>
    public VirtualService? Find(ServiceKey key) => _services.Find(key);

    /// <summary>The real server with this number, removed ones included; null when there is none.</summary>
    public RealServer? FindServer(int id) => (uint)id < (uint)_serversById.Length ? _serversById[id] : null;

    /// <summary>The service a packet to this address and port belongs to, as ip_vs_service_find looks it up: by firewall mark,
    /// exactly, as a data connection of the FTP service, or as the service of all ports. Allocates nothing.</summary>
    /// <returns>The service, or null when the packet is not for us.</returns>
    public VirtualService? Lookup(Protocol protocol, InetAddress address, ushort port) =>
        _services.Lookup(Classify(address, protocol, port), protocol, address, port);

    /// <summary>Adds a service without real servers.</summary>
    /// <exception cref="RuleException">The key or a setting is refused, the service exists, or the table is full.</exception>
    public VirtualService AddService(ServiceKey key, ServiceSettings settings)
    {
        RuleValidator.CheckKey(key);
        ServiceSettings normal = RuleValidator.Normalize(key, settings);
        if (_services.Find(key) is not null)
        {
            throw new RuleException(RuleError.ServiceExists, key.ToString(), $"The service {key} exists already.",
                "Edit it, or remove it first.");
        }

        return AddChecked(key, normal);
    }

    /// <summary>Changes a service's settings. The scheduler begins anew only when its name changes.</summary>
    /// <exception cref="RuleException">There is no such service, or a setting is refused.</exception>
    public VirtualService EditService(ServiceKey key, ServiceSettings settings)
    {
        VirtualService service = Require(key);
        EditChecked(service, RuleValidator.Normalize(key, settings));
        return service;
    }

    /// <summary>Removes a service and its real servers; their connections stay.</summary>
    /// <exception cref="RuleException">There is no such service.</exception>
    public void RemoveService(ServiceKey key) => RemoveChecked(Require(key));

    /// <summary>Removes all services; firewall-mark rules and connections stay (<c>ipvsadm -C</c>).</summary>
    public void Clear()
    {
        foreach (VirtualService service in _services.Services.ToArray())
            RemoveChecked(service);
    }

    /// <summary>Lets the schedulers tidy their caches, as IPVS does once a minute; to be called every few seconds.</summary>
    /// <param name="now">The time, in ticks.</param>
    public void Maintain(uint now)
    {
        foreach (VirtualService service in _services.Services)
            service.Scheduler?.Maintain(now);
    }

    private VirtualService AddChecked(ServiceKey key, ServiceSettings settings)
    {
        if (!_serviceIds.TryTake(out int id))
        {
            ForgetUnreferenced();
            if (!_serviceIds.TryTake(out id))
                throw TooManyServices();
        }

        VirtualService service = new(id, key, settings, SchedulerFactory.Create(settings.Scheduler, Scheduling));
        _services.Add(service);
        _version++;
        _dataPlane.ServicePublished(service);
        return service;
    }

    private void EditChecked(VirtualService service, ServiceSettings settings)
    {
        bool otherScheduler = settings.Scheduler != service.Settings.Scheduler;
        service.Settings = settings;
        if (otherScheduler)
            service.Bind(SchedulerFactory.Create(settings.Scheduler, Scheduling));
        _version++;
        _dataPlane.ServicePublished(service);
    }

    private void RemoveChecked(VirtualService service)
    {
        // As in __ip_vs_del_service: the scheduler goes first, so that it is not told of every single server.
        service.Bind(null);
        while (service.Servers.First is { } server)
            RemoveChecked(service, server);
        _services.Remove(service);
        service.IsPublished = false;
        _version++;
        _dataPlane.ServiceWithdrawn(service);
        ReturnServiceId(service);
    }

    private void ReturnServiceId(VirtualService service)
    {
        if (service.IsPublished || service.RemovedServers.Count > 0 || service.IsForgotten)
            return;
        service.IsForgotten = true;
        _serviceIds.Return(service.Id);
    }

    private VirtualService Require(ServiceKey key) => _services.Find(key)
        ?? throw new RuleException(RuleError.ServiceNotFound, key.ToString(), $"There is no service {key}.",
            "Add it first, or list the services there are.");

    private RuleException TooManyServices() => new(RuleError.TooMany, _serviceIds.Maximum.ToString(),
        $"There is room for {_serviceIds.Maximum} services only.", "Remove some, or start lvsd with larger tables.");
}
