namespace Lvs.Client.Ipvsadm;

/// <summary>A table of rules that commands are applied to, one after the other, without a director.</summary>
internal sealed class RuleSheet
{
    private readonly Dictionary<string, Entry> _services = [];
    private readonly List<string> _order = [];

    // The service of the last command: the lines of its real servers follow it, and to spell its key for each is half the work.
    private LvsVirtualService? _lastService;
    private string _lastKey = "";

    /// <summary>The services in the order of adding.</summary>
    public LvsRules ToRules() => new() { Services = [.. _order.Select(key => _services[key].Service)] };

    /// <summary>Applies a command.</summary>
    /// <returns>What was put into the table, a <see cref="LvsVirtualService"/> or a <see cref="LvsRealServer"/>; null when
    /// something was taken out of it.</returns>
    /// <exception cref="LvsClientException">It changes no rules, or what it is about is there already, or is not
    /// there.</exception>
    public object? Apply(IpvsadmCommand command)
    {
        switch (command.Action)
        {
            case IpvsadmAction.Clear:
                _services.Clear();
                _order.Clear();
                return null;
            case IpvsadmAction.AddService:
                return Add(command.Service!);
            case IpvsadmAction.EditService:
                Entry edited = Find(command);
                return edited.Service = command.Service! with { RealServers = edited.Servers };
            case IpvsadmAction.DeleteService:
                Find(command);
                _services.Remove(KeyOf(command.Service!));
                _order.Remove(KeyOf(command.Service!));
                return null;
            case IpvsadmAction.AddServer or IpvsadmAction.EditServer or IpvsadmAction.DeleteServer:
                return Apply(command, Find(command));
            default:
                throw Refuse(command.Action, "no-rule", "it is no rule");
        }
    }

    private static LvsRealServer? Apply(IpvsadmCommand command, Entry entry)
    {
        LvsRealServer server = command.Server!;
        string key = LvsNames.Server(server);
        if (command.Action == IpvsadmAction.AddServer)
        {
            if (!entry.Keys.Add(key))
                throw Refuse(command.Action, LvsProblemIds.ServerExists, key);
            entry.Servers.Add(server);
            return server;
        }

        if (!entry.Keys.Contains(key))
            throw Refuse(command.Action, LvsProblemIds.ServerNotFound, key);
        int place = entry.Servers.FindIndex(other => LvsNames.Server(other) == key);
        if (command.Action == IpvsadmAction.EditServer)
            return entry.Servers[place] = server;
        entry.Keys.Remove(key);
        entry.Servers.RemoveAt(place);
        return null;
    }

    private LvsVirtualService Add(LvsVirtualService service)
    {
        string key = KeyOf(service);
        Entry entry = new();
        entry.Service = service with { RealServers = entry.Servers };
        if (!_services.TryAdd(key, entry))
            throw Refuse(IpvsadmAction.AddService, LvsProblemIds.ServiceExists, key);
        _order.Add(key);
        return entry.Service;
    }

    private Entry Find(IpvsadmCommand command)
    {
        string key = KeyOf(command.Service!);
        return _services.TryGetValue(key, out Entry? entry)
            ? entry
            : throw Refuse(command.Action, LvsProblemIds.ServiceNotFound, key);
    }

    private string KeyOf(LvsVirtualService service)
    {
        if (_lastService is { } last && last.Protocol == service.Protocol && last.Port == service.Port
            && last.FirewallMark == service.FirewallMark && last.AddressFamily == service.AddressFamily
            && last.Address == service.Address)
            return _lastKey;
        _lastService = service;
        return _lastKey = service.Key;
    }

    private static LvsClientException Refuse(IpvsadmAction action, string id, string value) =>
        new(id, value, KernelMessages.Of(action, id, value), null);

    private sealed class Entry
    {
        public LvsVirtualService Service { get; set; } = null!;

        public List<LvsRealServer> Servers { get; } = [];

        // By address: to look through the list for each of its lines would take seconds for thousands.
        public HashSet<string> Keys { get; } = [];
    }
}
