using System.Runtime.Versioning;
using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Formats;

/// <summary>Writes rules as the lines that <c>ipvsadm -R</c> reads, and names what those have no words for.</summary>
[SupportedOSPlatform("linux")]
public static class IpvsadmRuleWriter
{
    /// <summary>The text, and what is not in it.</summary>
    public static (string Text, IReadOnlyList<RuleFileWarning> Lost) Write(LvsRules rules)
    {
        using StringWriter text = new();
        new IpvsadmPrinter(text, IpvsadmFormat.Rule | IpvsadmFormat.Numeric, new SystemNames()).Print(rules.Services);
        return (text.ToString(), [.. Losses(rules).Select(loss => new RuleFileWarning(null, loss))]);
    }

    private static IEnumerable<string> Losses(LvsRules rules)
    {
        foreach (LvsFirewallMark mark in rules.FirewallMarks)
            yield return $"The firewall-mark rule {mark.Key} cannot be said in ipvsadm's format and is left out.";
        foreach (LvsVirtualService service in rules.Services)
        {
            if (service.Timeouts is not null)
                yield return $"The timeouts of {service.Key} cannot be said in ipvsadm's format and are left out.";
            if (service is { PersistenceEngine: not null, PersistenceTimeout: 0 })
                yield return $"The persistence engine of {service.Key} cannot be restored by ipvsadm without persistence.";
            foreach (LvsRealServer server in service.RealServers ?? [])
            {
                if (server.SuspendedWeight is { } weight)
                {
                    yield return $"The suspension of {LvsNames.Server(server)} of {service.Key} (from weight {weight}) cannot "
                        + "be said in ipvsadm's format; it is written with weight 0.";
                }
            }
        }
    }
}
