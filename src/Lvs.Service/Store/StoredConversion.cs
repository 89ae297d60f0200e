using System.Text.Json;
using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;

namespace Lvs.Service.Store;

/// <summary>Between the file's document and what the director holds.</summary>
internal static class StoredConversion
{
    public static StoredDocument ToDocument(StoredSnapshot snapshot, string bootId) => new()
    {
        Format = StoredDocument.FormatName,
        Version = StoredDocument.CurrentVersion,
        BootId = bootId,
        Services = [.. snapshot.Rules.Services.Select(ToStored)],
        FirewallMarks = [.. snapshot.Rules.FirewallMarks.Select(MarkConversion.ToContract)],
        RemovedServers =
        [
            .. snapshot.Rules.Removed.Select(removed => new StoredRemovedServer
            {
                Service = removed.Service.ToString(),
                ServiceNumber = removed.ServiceId,
                Server = ToStored(removed.Server),
            }),
        ],
        Settings = snapshot.State.Settings,
        Timeouts = snapshot.State.Timeouts,
        VirtualAddresses = snapshot.State.VirtualAddresses,
        SyncDaemons = snapshot.State.SyncDaemons,
    };

    /// <exception cref="Problems.ProblemException">A value cannot be.</exception>
    /// <exception cref="JsonException">Something is null that must not be.</exception>
    public static StoredSnapshot ToSnapshot(StoredDocument document)
    {
        if (document is not { Services: not null, FirewallMarks: not null, RemovedServers: not null, Settings: not null,
            Timeouts: not null, VirtualAddresses: not null, SyncDaemons: not null })
            throw new JsonException("A list in it is null.");
        SettingCatalog.Check(document.Settings);
        TimeoutRules.Check(document.Timeouts);
        RuleSet rules = new()
        {
            Services = [.. document.Services.Select((service, i) => ToRule(service, $"$.services[{i}]"))],
            FirewallMarks = [.. document.FirewallMarks.Select((mark, i) =>
                MarkConversion.ToEngine(mark, $"$.firewallMarks[{i}]"))],
            Removed = [.. document.RemovedServers.Select((server, i) => ToRule(server, $"$.removedServers[{i}]"))],
        };
        return new StoredSnapshot(rules, new DirectorState
        {
            Settings = document.Settings,
            Timeouts = document.Timeouts,
            VirtualAddresses = document.VirtualAddresses,
            SyncDaemons = document.SyncDaemons,
        });
    }

    private static StoredService ToStored(ServiceRule rule)
    {
        LvsVirtualService service = ServiceConversion.ToContract(new ServiceView(rule.Key, rule.Settings, []));
        service.RealServers = null;
        return new StoredService { Number = rule.Id, Service = service, Servers = [.. rule.Servers.Select(ToStored)] };
    }

    private static StoredServer ToStored(ServerRule rule)
    {
        LvsRealServer server = ServerConversion.ToContract(new ServerView(rule.Key, rule.Settings, 0, 0, 0, false, false));
        server.ActiveConnections = null;
        server.InactiveConnections = null;
        server.PersistentConnections = null;
        server.Overloaded = null;
        server.Local = null;
        return new StoredServer { Number = rule.Id, Server = server, LastWeight = rule.LastWeight };
    }

    private static ServiceRule ToRule(StoredService stored, string path)
    {
        ServiceKey key = ServiceConversion.Key(stored.Service, $"{path}.service");
        ServiceSettings settings = ServiceConversion.Settings(key, stored.Service, $"{path}.service");
        ServerRule[] servers = [.. stored.Servers.Select((server, i) => ToRule(key, server, $"{path}.servers[{i}]"))];
        return new ServiceRule(key, settings, servers) { Id = stored.Number };
    }

    private static RemovedServerRule ToRule(StoredRemovedServer stored, string path)
    {
        ServiceKey key = Ids.Service(stored.Service);
        return new RemovedServerRule(key, stored.ServiceNumber, ToRule(key, stored.Server, $"{path}.server"));
    }

    private static ServerRule ToRule(ServiceKey service, StoredServer stored, string path) => new(
        ServerConversion.Key(service, stored.Server, $"{path}.server"),
        ServerConversion.Settings(stored.Server, $"{path}.server"))
    {
        Id = stored.Number,
        LastWeight = stored.LastWeight,
    };
}
