namespace Lvs.Client.Ipvsadm;

/// <summary>A director's refusal in the words that ipvsadm has for the kernel's errors.</summary>
internal static class KernelMessages
{
    public const string NotPermitted = "Permission denied (you must be root)";
    public const string NoSuchService = "No such service";
    public const string DaemonRuns = "Daemon has already run";
    public const string NoDaemon = "No daemon is running";

    private const string Invalid = "Invalid operation.  Possibly wrong module version, address not unicast, ...";

    /// <summary>The words for a problem; where ipvsadm has none, the director's own, remedy included.</summary>
    /// <param name="action">What was being done.</param>
    /// <param name="problem">The problem's id, without the prefix.</param>
    /// <param name="text">What the director says.</param>
    public static string Of(IpvsadmAction action, string problem, string text) => problem switch
    {
        LvsProblemIds.ServiceExists => "Service already exists",
        LvsProblemIds.ServiceNotFound => OfServer(action) ? "Service not defined" : NoSuchService,
        LvsProblemIds.ServerExists => "Destination already exists",
        LvsProblemIds.ServerNotFound => "No such destination",
        LvsProblemIds.PermissionDenied => NotPermitted,
        "unknown-scheduler" or "unknown-persistence-engine" => "Scheduler or persistence engine not found",
        "invalid-thresholds" or "invalid-weight" => "Numerical result out of range",
        "invalid-address" or "invalid-persistence" or "invalid-scheduler-flags" or "family-mismatch" or "invalid-tunnel"
            or "invalid-sync-daemon" or "invalid-port" => Invalid,
        "too-many" => "Memory allocation problem",
        "interface-not-found" => "No such device",
        _ => text,
    };

    private static bool OfServer(IpvsadmAction action) =>
        action is IpvsadmAction.AddServer or IpvsadmAction.EditServer or IpvsadmAction.DeleteServer;
}
