using Lvs.Engine.Rules;

namespace Lvs.Service.Problems;

/// <summary>All kinds of problems that the API answers. The ids are a contract: scripts match on them.</summary>
internal static class ProblemCatalog
{
    public static readonly ProblemKind InvalidJson = new("invalid-json", 400, "The body is no valid JSON of this kind");
    public static readonly ProblemKind UnknownField = new("unknown-field", 400, "The body has a field that is not known");
    public static readonly ProblemKind UnknownSetting = new("unknown-setting", 400, "There is no such setting");
    public static readonly ProblemKind InvalidSetting = new("invalid-setting", 400, "The setting cannot have this value");
    public static readonly ProblemKind InvalidValue = new("invalid-value", 400, "The value is not one of those known");
    public static readonly ProblemKind MissingValue = new("missing-value", 400, "A value is missing");
    public static readonly ProblemKind InvalidServiceId = new("invalid-service-id", 400, "That is no id of a service");
    public static readonly ProblemKind InvalidServerId = new("invalid-server-id", 400,
        "That is no address and port of a real server");
    public static readonly ProblemKind IdMismatch = new("id-mismatch", 400, "The body is about something else than the URL");
    public static readonly ProblemKind InvalidFilter = new("invalid-filter", 400, "The filter cannot be understood");
    public static readonly ProblemKind InvalidParameter = new("invalid-parameter", 400,
        "The query parameter cannot be understood");
    public static readonly ProblemKind InvalidSyncDaemon = new("invalid-sync-daemon", 400,
        "The synchronisation daemon cannot be so");
    public static readonly ProblemKind InterfaceNotFound = new("interface-not-found", 400, "There is no such interface");
    public static readonly ProblemKind VirtualAddressExists = new("virtual-address-exists", 409,
        "The virtual address is there already");
    public static readonly ProblemKind VirtualAddressNotFound = new("virtual-address-not-found", 404,
        "There is no such virtual address");
    public static readonly ProblemKind AddressFailed = new("address-failed", 500,
        "The kernel refused to change an interface's addresses");
    public static readonly ProblemKind PermissionDenied = new("permission-denied", 403, "You may not do this");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing at this path");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "This cannot be done with it");
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "It is not to be had in this form");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not JSON");
    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request cannot be understood");
    public static readonly ProblemKind StoreFailed = new("store-failed", 500,
        "The change could not be written to disk, and was taken back");
    public static readonly ProblemKind Stopping = new("stopping", 503, "lvsd is stopping");
    public static readonly ProblemKind Internal = new("internal-error", 500, "lvsd failed; this is a defect");

    private static readonly Dictionary<RuleError, ProblemKind> Rules = new()
    {
        [RuleError.ServiceExists] = new("service-exists", 409, "The service exists already"),
        [RuleError.ServiceNotFound] = new("service-not-found", 404, "There is no such service"),
        [RuleError.ServerExists] = new("server-exists", 409, "The real server exists already"),
        [RuleError.ServerNotFound] = new("server-not-found", 404, "There is no such real server"),
        [RuleError.InvalidAddress] = new("invalid-address", 400, "The address cannot be used"),
        [RuleError.InvalidPort] = new("invalid-port", 400, "The port cannot be used"),
        [RuleError.InvalidProtocol] = new("invalid-protocol", 400, "The protocol cannot be balanced"),
        [RuleError.InvalidWeight] = new("invalid-weight", 400, "The weight is out of range"),
        [RuleError.UnknownScheduler] = new("unknown-scheduler", 400, "There is no such scheduler"),
        [RuleError.InvalidSchedulerFlags] = new("invalid-scheduler-flags", 400, "There are no such scheduler flags"),
        [RuleError.PortMapping] = new("port-mapping", 400, "This forwarding method cannot map ports"),
        [RuleError.FamilyMismatch] = new("family-mismatch", 400, "The address families do not fit together"),
        [RuleError.InvalidThresholds] = new("invalid-thresholds", 400, "The thresholds contradict each other"),
        [RuleError.InvalidPersistence] = new("invalid-persistence", 400, "The persistence timeout or mask cannot be used"),
        [RuleError.UnknownPersistenceEngine] = new("unknown-persistence-engine", 400, "There is no such persistence engine"),
        [RuleError.InvalidOnePacket] = new("invalid-one-packet", 400, "One-packet scheduling is for UDP"),
        [RuleError.InvalidTimeouts] = new("invalid-timeouts", 400, "The timeout is out of range"),
        [RuleError.InvalidTunnel] = new("invalid-tunnel", 400, "The tunnel options contradict each other"),
        [RuleError.InvalidForwardingMethod] = new("invalid-forwarding-method", 400, "This forwarding method cannot be asked for"),
        [RuleError.LocalMasquerade] = new("local-masquerade", 400, "Masquerading to the director itself is not possible"),
        [RuleError.InvalidFirewallMark] = new("invalid-firewall-mark", 400, "The firewall mark cannot be used"),
        [RuleError.MarkExists] = new("firewall-mark-exists", 409, "The firewall-mark rule exists already"),
        [RuleError.MarkNotFound] = new("firewall-mark-not-found", 404, "There is no such firewall-mark rule"),
        [RuleError.TooMany] = new("too-many", 507, "The tables are full"),
        [RuleError.PlanOutdated] = new("plan-outdated", 409, "The rules changed meanwhile"),
        [RuleError.InvalidSnapshot] = new("invalid-snapshot", 500, "The stored rules contradict themselves"),
    };

    /// <summary>The kind a rule's refusal is.</summary>
    public static ProblemKind Of(RuleError error) => Rules[error];
}
