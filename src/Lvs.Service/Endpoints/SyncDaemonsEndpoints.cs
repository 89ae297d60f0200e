using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/sync-daemons: what was asked of the synchronisation, kept and listed; this version does not
/// synchronise.</summary>
internal sealed class SyncDaemonsEndpoints(DirectorControl control, IAddressManager interfaces, LvsdOptions options)
{
    private const string Path = "/v1/sync-daemons";

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("getSyncDaemons", "sync-daemons", "The synchronisation daemons asked for; kept and listed, not run.")
        {
            Response = LvsJson.Default.LvsSyncDaemons,
        }, GetAsync);
        routes.Put(Path,
            new("setSyncDaemons", "sync-daemons", "Makes the synchronisation daemons those given; kept and listed, not run.")
        {
            Request = RequestJson.Strict.LvsSyncDaemons,
            Response = LvsJson.Default.LvsSyncDaemons,
        }, SetAsync);
    }

    private Task GetAsync(HttpContext context)
    {
        context.AllowQuery();
        return context.WriteAsync(new LvsSyncDaemons { Daemons = control.State.SyncDaemons }, LvsJson.Default.LvsSyncDaemons);
    }

    private async Task SetAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsSyncDaemons body = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsSyncDaemons, options.MaximumBody);
        IReadOnlyList<LvsSyncDaemon> daemons = body.Daemons ?? [];
        for (int i = 0; i < daemons.Count; i++)
            SyncDaemonRules.Check(daemons[i], $"$.daemons[{i}]");
        IReadOnlyList<LvsSyncDaemon> present = control.State.SyncDaemons;
        LvsSyncDaemon[] complete = [.. daemons.Select(daemon => present.Contains(daemon) ? daemon : Complete(daemon))];
        if (daemons.GroupBy(daemon => daemon.Role).FirstOrDefault(role => role.Count() > 1) is { } twice)
        {
            string role = LvsSyncRoleConverter.Instance.NameOf(twice.Key);
            throw Problem.Create(
                ProblemCatalog.InvalidSyncDaemon, role,
                $"There are {twice.Count()} synchronisation daemons of role {role}, but there can be one.",
                "List a master and a backup at most.", "$.daemons");
        }

        await control.ChangeStateAsync(state => state with { SyncDaemons = complete });
        await GetAsync(context);
    }

    // What is left out becomes what the kernel would take (start_sync_thread): a message that fits into a packet of 1500 bytes,
    // or at the receiving end into the interface's MTU, if that is larger.
    private LvsSyncDaemon Complete(LvsSyncDaemon daemon)
    {
        int mtu = interfaces.MtuOf(daemon.Interface!);
        string group = daemon.Group ?? "224.0.0.81";
        int headers = group.Contains(':') ? 48 : 28;
        int room = daemon.Role == LvsSyncRole.Backup ? Math.Clamp(mtu, 1500, 65535) : 1500;
        int least = daemon.Role == LvsSyncRole.Backup ? 1024 : 1;
        return daemon with
        {
            Group = group,
            Port = daemon.Port ?? 8848,
            Ttl = daemon.Ttl ?? 1,
            MaximumLength = daemon.MaximumLength is { } asked
                ? Math.Clamp(asked, least, 65535 - headers)
                : room - headers,
        };
    }
}
