using LvsPS.Hosts;

namespace LvsPS.Checks.Directors;

/// <summary>Packets that come in by an interface without the XDP program are not seen by the director: clients' requests, and
/// with masquerading the answers.</summary>
internal sealed class XdpInterfaceCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question)
    {
        IReadOnlyList<HostLink> links = question.Network.Links();
        string[] attached = [.. question.Status.Interfaces.Select(link => link.Name)];
        IEnumerable<string> answers = question.Servers
            .Where(pair => pair.Server is { ForwardingMethod: LvsForwardingMethod.Masquerade, Address: not null })
            .Select(pair => question.Network.Route(pair.Server.Address!)?.Device)
            .OfType<string>();
        foreach (string device in question.ClientDevices().Concat(answers).Concat(attached).Distinct()
            .Order(StringComparer.Ordinal))
        {
            HostLink? link = links.FirstOrDefault(other => other.Name == device);
            string? mode = question.Status.Interfaces.FirstOrDefault(status => status.Name == device)?.XdpMode;
            bool passed = mode is not null && link is { IsUp: true };
            string found = link is null ? "There is no such interface."
                : !link.IsUp ? "It is down."
                : mode is null && link.XdpProgram is { } other ? $"It carries the XDP program '{other}', not lvsd's."
                : mode is null ? "It carries no XDP program."
                : $"It carries lvsd's XDP program ({mode}).";
            yield return CheckResult.Of("Interface", device, passed, found, link is { IsUp: false }
                ? $"Set it up: ip link set dev {device} up."
                : $"Start lvsd with --interface {device} as well (or without --interface, for all), and take any other XDP "
                    + "program off it.");
        }
    }
}
