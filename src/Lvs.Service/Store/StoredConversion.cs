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
        SettingCatalog.Check(Given(document.Settings, "$.settings"));
        TimeoutRules.Check(Given(document.Timeouts, "$.timeouts"));
        RuleSet rules = new()
        {
            Services = All(document.Services, "$.services", ToRule),
            FirewallMarks = All(document.FirewallMarks, "$.firewallMarks", MarkConversion.ToEngine),
            Removed = All(document.RemovedServers, "$.removedServers", ToRule),
        };
        return new StoredSnapshot(rules, new DirectorState
        {
            Settings = document.Settings,
            Timeouts = document.Timeouts,
            VirtualAddresses = All(document.VirtualAddresses, "$.virtualAddresses", VirtualAddressRules.Complete),
            SyncDaemons = All(document.SyncDaemons, "$.syncDaemons", SyncDaemonRules.Check),
        });
    }

    private static List<TResult> All<TStored, TResult>(
        IReadOnlyList<TStored> list, string path, Func<TStored, string, TResult> convert)
        where TStored : class
    {
        List<TResult> result = new(Given(list, path).Count);
        foreach (TStored item in list)
        {
            string at = $"{path}[{result.Count}]";
            result.Add(convert(Given(item, at), at));
        }

        return result;
    }

    private static T Given<T>(T? value, string path)
        where T : class => value ?? throw new JsonException($"There is null at {path}.");

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
        LvsVirtualService service = Given(stored.Service, $"{path}.service");
        ServiceKey key = ServiceConversion.Key(service, $"{path}.service");
        ServiceSettings settings = ServiceConversion.Settings(key, service, $"{path}.service");
        List<ServerRule> servers = All(stored.Servers, $"{path}.servers", (server, at) => ToRule(key, server, at));
        return new ServiceRule(key, settings, servers) { Id = stored.Number };
    }

    private static RemovedServerRule ToRule(StoredRemovedServer stored, string path)
    {
        ServiceKey key = Ids.Service(stored.Service);
        return new RemovedServerRule(key, stored.ServiceNumber, ToRule(key, Given(stored.Server, $"{path}.server"), $"{path}.server"));
    }

    private static ServerRule ToRule(ServiceKey service, StoredServer stored, string path) => new(
        ServerConversion.Key(service, Given(stored.Server, $"{path}.server"), $"{path}.server"),
        ServerConversion.Settings(stored.Server, $"{path}.server"))
    {
        Id = stored.Number,
        LastWeight = stored.LastWeight,
    };
}
