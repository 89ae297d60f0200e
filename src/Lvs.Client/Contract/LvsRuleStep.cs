namespace Lvs.Client;

/// <summary>One change of the rules as ipvsadm's commands make them, for a list of many in one request.</summary>
public sealed record LvsRuleStep
{
    /// <summary>What to do.</summary>
    public LvsRuleAction Action { get; set; }

    /// <summary>The service, with its settings for addService and editService; its real servers are left out of account.
    /// Null for clear.</summary>
    public LvsVirtualService? Service { get; set; }

    /// <summary>The real server, with its settings for addServer and editServer; else null. A port that cannot be mapped is
    /// replaced by the service's, as ipvsadm does.</summary>
    public LvsRealServer? Server { get; set; }
}
