namespace Lvs.Engine.Rules;

/// <content>Real servers.</content>
public sealed partial class RuleBook
{
    /// <summary>Adds a real server at the head of the service's list. One that was removed and is still remembered comes back
    /// with its number, counts and connections.</summary>
    /// <param name="service">The service.</param>
    /// <param name="server">The real server; the port is replaced by the service's unless masquerading (or a firewall mark)
    /// keeps it.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="strictPorts">Refuse rather than replace a port that cannot be mapped.</param>
    /// <exception cref="RuleException">No such service, a setting is refused, the server exists, or the table is
    /// full.</exception>
    public RealServer AddServer(ServiceKey service, ServerKey server, ServerSettings settings, bool strictPorts = false)
    {
        VirtualService owner = Require(service);
        ServerKey key = ServerValidator.NormalizeKey(service, server, settings.Method, strictPorts);
        _validator.Check(service, key, settings);
        if (owner.Servers.Find(key) is not null)
        {
            throw new RuleException(RuleError.ServerExists, key.ToString(), $"{key} is a real server of {service} already.",
                "Edit it, or remove it first.");
        }

        return AddChecked(owner, key, settings);
    }

    /// <summary>Changes a real server's settings; its place in the list, its number and its connections stay.</summary>
    /// <exception cref="RuleException">No such service or server, or a setting is refused.</exception>
    public RealServer EditServer(ServiceKey service, ServerKey server, ServerSettings settings, bool strictPorts = false)
    {
        VirtualService owner = Require(service);
        ServerKey key = ServerValidator.NormalizeKey(service, server, settings.Method, strictPorts);
        RealServer present = Require(owner, key);
        _validator.Check(service, key, settings);
        EditChecked(present, settings);
        return present;
    }

    /// <summary>Removes a real server; its connections stay, and come back with it when it is added again in time.</summary>
    /// <exception cref="RuleException">No such service or server.</exception>
    public void RemoveServer(ServiceKey service, ServerKey server)
    {
        VirtualService owner = Require(service);
        RemoveChecked(owner, Require(owner, server));
    }

    /// <summary>Forgets removed servers that nothing has referred to for 120 s. IPVS looks every 60 s; to be called about that
    /// often.</summary>
    /// <param name="now">The time, in ticks.</param>
    public void Purge(uint now) => Forget(_trash.Expire(now));

    private RealServer AddChecked(VirtualService service, ServerKey key, ServerSettings settings)
    {
        RealServer? server = _trash.Find(service.Key, key);
        if (server is not null)
            Revive(server, service, settings);
        else
            server = Create(service, key, settings);

        server.IsAvailable = true;
        service.Servers.AddFirst(server);
        service.Scheduler?.ServerAdded(server);
        _version++;
        _dataPlane.ServerPublished(server);
        return server;
    }

    private void Revive(RealServer server, VirtualService service, ServerSettings settings)
    {
        VirtualService former = server.Service;
        _trash.Take(server);
        server.Service = service;
        server.Update(settings, added: true);
        ReturnServiceId(former);
    }

    private RealServer Create(VirtualService service, ServerKey key, ServerSettings settings)
    {
        if (!_serverIds.TryTake(out int id))
        {
            ForgetUnreferenced();
            if (!_serverIds.TryTake(out id))
                throw TooManyServers();
        }

        RealServer server = new(id, service, key, settings);
        _serversById[id] = server;
        return server;
    }

    private void EditChecked(RealServer server, ServerSettings settings)
    {
        server.Update(settings, added: false);
        server.Service.Scheduler?.ServerEdited(server);
        _version++;
        _dataPlane.ServerPublished(server);
    }

    private void RemoveChecked(VirtualService service, RealServer server)
    {
        server.IsAvailable = false;
        service.Scheduler?.ServerRemoved(server);
        service.Servers.Remove(server);
        _trash.Add(server);
        _version++;
        _dataPlane.ServerWithdrawn(server);
    }

    /// <summary>Numbers have run out: those of removed servers without connections are taken before their time.</summary>
    private void ForgetUnreferenced() => Forget(_trash.Empty());

    private void Forget(List<RealServer> servers)
    {
        foreach (RealServer server in servers)
        {
            _serversById[server.Id] = null;
            _dataPlane.ServerForgotten(server);
            _serverIds.Return(server.Id);
            ReturnServiceId(server.Service);
        }
    }

    private static RealServer Require(VirtualService service, ServerKey key) => service.Servers.Find(key)
        ?? throw new RuleException(RuleError.ServerNotFound, key.ToString(), $"{key} is not a real server of {service.Key}.",
            "Add it first, or list the real servers there are; direct routing and tunnels use the service's port.");

    private RuleException TooManyServers() => new(RuleError.TooMany, _serverIds.Maximum.ToString(),
        $"There is room for {_serverIds.Maximum} real servers only, removed ones with connections included.",
        "Remove some and let their connections end, or start lvsd with larger tables.");
}
