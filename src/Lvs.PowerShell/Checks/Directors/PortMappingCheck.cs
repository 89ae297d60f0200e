namespace LvsPS.Checks.Directors;

/// <summary>Only masquerading can map ports. lvsd takes no other rule where the service has a port; a service by firewall mark
/// has none, and there the port of a real server that is not masqueraded means nothing.</summary>
internal sealed class PortMappingCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question)
    {
        foreach ((LvsVirtualService service, LvsRealServer server) in question.Servers)
        {
            if (server.ForwardingMethod == LvsForwardingMethod.Masquerade)
                continue;
            int wanted = service.Port ?? 0;
            bool passed = (server.Port ?? wanted) == wanted;
            if (passed && service.FirewallMark is null)
                continue;
            string method = server.ForwardingMethod.ToString();
            yield return CheckResult.Of(
                "PortMapping", $"{LvsNames.Server(server)} of {service.Id ?? service.Key}", passed,
                passed ? "Ports stay as they are."
                    : $"{method} cannot map to port {server.Port}: packets arrive with the port they were sent to.",
                "Let the server listen on the service's ports and add it with port 0, or masquerade.");
        }
    }
}
