namespace Lvs.Engine.Rules;

/// <summary>The work of a plan in the order in which it is done, with everything in its normal form.</summary>
internal sealed class RulePlanSteps
{
    public List<ServiceKey> RemovedServices { get; } = [];

    public List<(ServiceKey Service, ServerKey Server)> RemovedServers { get; } = [];

    public List<(ServiceKey Service, ServiceSettings Settings)> EditedServices { get; } = [];

    public List<(ServiceKey Service, ServerKey Server, ServerSettings Settings)> EditedServers { get; } = [];

    public List<(ServiceKey Service, ServiceSettings Settings)> AddedServices { get; } = [];

    public List<(ServiceKey Service, ServerKey Server, ServerSettings Settings)> AddedServers { get; } = [];

    /// <summary>All firewall-mark rules as they will be; null when they stay.</summary>
    public List<MarkRule>? Marks { get; set; }
}
