using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>What a synchronisation daemon has to say.</summary>
internal static class SyncDaemonRules
{
    /// <summary>The daemon, when it can be so.</summary>
    /// <exception cref="ProblemException">Something is missing, or cannot be.</exception>
    public static LvsSyncDaemon Check(LvsSyncDaemon? daemon, string path)
    {
        if (daemon is null)
            throw Values.Missing("daemon", path);
        if (string.IsNullOrEmpty(daemon.Interface))
            throw Values.Missing("interface", $"{path}.interface");
        Range(daemon.SyncId, 0, 255, "syncId");
        Range(daemon.Port ?? 8848, 1, 65535, "port");
        Range(daemon.Ttl ?? 1, 1, 255, "ttl");
        Range(daemon.MaximumLength ?? 1460, 1, 65515, "maximumLength");
        if (daemon.Group is { } group && !(InetAddress.TryParse(group, out InetAddress address) && IsMulticast(address)))
        {
            throw Problem.Create(
                ProblemCatalog.InvalidSyncDaemon, group, $"'{group}' is no multicast group.",
                "Give one such as 224.0.0.81 or ff02::81.",
                $"{path}.group");
        }

        return daemon;

        void Range(int value, int low, int high, string name)
        {
            if (value < low || value > high)
            {
                throw Problem.Create(
                    ProblemCatalog.InvalidSyncDaemon, Values.Text(value),
                    $"{name} of a synchronisation daemon cannot be {value}.",
                    $"Give {low} to {high}.", $"{path}.{name}");
            }
        }
    }

    private static bool IsMulticast(InetAddress address) =>
        address.IsV4 ? address.Word(0) >> 28 == 14 : address.Word(0) >> 24 == 0xff;
}
