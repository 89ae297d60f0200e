namespace Lvs.Client.Ipvsadm;

/// <summary>A table of rules that commands are applied to, one after the other, without a director.</summary>
internal sealed class RuleSheet
{
    private readonly Dictionary<string, LvsVirtualService> _services = [];
    private readonly List<string> _order = [];

    // The real servers by service and address: to look through a list for each of its lines would take seconds for thousands.
    private readonly HashSet<(string Service, string Server)> _servers = [];

    /// <summary>The services in the order of adding.</summary>
    public LvsRules ToRules() => new() { Services = [.. _order.Select(key => _services[key])] };

    /// <summary>Applies a command.</summary>
    /// <exception cref="LvsClientException">It changes no rules, or what it is about is there already, or is not
    /// there.</exception>
    public void Apply(IpvsadmCommand command)
    {
        switch (command.Action)
        {
            case IpvsadmAction.Clear:
                _services.Clear();
                _servers.Clear();
                _order.Clear();
                break;
            case IpvsadmAction.AddService:
                Add(command.Service! with { RealServers = new List<LvsRealServer>() });
                break;
            case IpvsadmAction.EditService:
                _services[command.Service!.Key] =
                    command.Service with { RealServers = Find(command, command.Service.Key).RealServers };
                break;
            case IpvsadmAction.DeleteService:
                Find(command, command.Service!.Key);
                _services.Remove(command.Service.Key);
                _order.Remove(command.Service.Key);
                _servers.RemoveWhere(server => server.Service == command.Service.Key);
                break;
            case IpvsadmAction.AddServer or IpvsadmAction.EditServer or IpvsadmAction.DeleteServer:
                ApplyServer(command, (List<LvsRealServer>)Find(command, command.Service!.Key).RealServers!);
                break;
            default:
                throw Refuse(command.Action, "no-rule", "it is no rule");
        }
    }

    private void ApplyServer(IpvsadmCommand command, List<LvsRealServer> servers)
    {
        string key = LvsNames.Server(command.Server!);
        (string, string) identity = (command.Service!.Key, key);
        int place = _servers.Contains(identity) ? servers.FindIndex(server => LvsNames.Server(server) == key) : -1;
        bool adds = command.Action == IpvsadmAction.AddServer;
        if (adds && place >= 0)
            throw Refuse(command.Action, LvsProblemIds.ServerExists, key);
        if (!adds && place < 0)
            throw Refuse(command.Action, LvsProblemIds.ServerNotFound, key);
        if (adds)
        {
            _servers.Add(identity);
            servers.Add(command.Server!);
        }
        else if (command.Action == IpvsadmAction.EditServer)
        {
            servers[place] = command.Server!;
        }
        else
        {
            _servers.Remove(identity);
            servers.RemoveAt(place);
        }
    }

    private void Add(LvsVirtualService service)
    {
        if (!_services.TryAdd(service.Key, service))
            throw Refuse(IpvsadmAction.AddService, LvsProblemIds.ServiceExists, service.Key);
        _order.Add(service.Key);
    }

    private LvsVirtualService Find(IpvsadmCommand command, string key) =>
        _services.TryGetValue(key, out LvsVirtualService? service)
            ? service
            : throw Refuse(command.Action, LvsProblemIds.ServiceNotFound, key);

    private static LvsClientException Refuse(IpvsadmAction action, string id, string value) =>
        new(id, value, KernelMessages.Of(action, id, value), null);
}
