namespace LvsPS.Checks.Directors;

/// <summary>Answers of masqueraded real servers are forwarded to the clients, for which the kernel has to allow
/// forwarding.</summary>
internal sealed class ForwardingCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question)
    {
        IEnumerable<bool> families = question.Servers
            .Where(pair => pair.Server.ForwardingMethod == LvsForwardingMethod.Masquerade)
            .Select(pair => pair.Server.Address?.Contains(':') ?? false)
            .Distinct();
        foreach (bool v6 in families)
        {
            string key = v6 ? "net/ipv6/conf/all/forwarding" : "net/ipv4/ip_forward";
            int value = question.Network.SysctlNumber(key);
            string name = key.Replace('/', '.');
            yield return CheckResult.Of(
                "Forwarding", v6 ? "IPv6" : "IPv4", value != 0,
                value != 0 ? $"{name} is {value}." : $"{name} is 0: answers of masqueraded real servers are dropped.",
                $"Turn it on: sysctl -w {name}=1, and keep it in /etc/sysctl.d.");
        }
    }
}
