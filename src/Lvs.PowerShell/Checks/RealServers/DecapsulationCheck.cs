using LvsPS.Hosts;
using LvsPS.Hosts.Changes;

namespace LvsPS.Checks.RealServers;

/// <summary>Somebody has to take tunnelled packets apart: the kernel's tunnel device, or the XDP decapsulator.</summary>
internal sealed class DecapsulationCheck : IRealServerCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (question.Method != ForwardingMethod.Tunnel)
            yield break;
        IReadOnlyList<HostLink> links = question.Network.Links();
        foreach (bool v6 in question.Families)
        {
            string tunnel = v6 ? "ip6tnl0" : "tunl0";
            string? incoming = question.IncomingDevice(v6);
            HostLink? device = links.FirstOrDefault(link => link.Name == tunnel);
            bool kernel = device is { IsUp: true } && question.TunnelType == LvsTunnelType.IpIp;
            bool xdp = links.Any(link => link.XdpProgram == DecapsulatorChange.Program
                && (incoming is null || link.Name == incoming));
            string found = kernel ? $"{tunnel} does it."
                : xdp ? $"The XDP decapsulator on {incoming ?? "an interface"} does it."
                : device is { IsUp: false } ? $"{tunnel} is down, and no decapsulator is on {incoming ?? "any interface"}."
                : $"No {tunnel} takes {question.TunnelType}, and no decapsulator is on {incoming ?? "any interface"}.";
            yield return CheckResult.Of(
                "Decapsulation", incoming ?? tunnel, kernel || xdp, found,
                $"Enable-LvsRealServerHost <virtual address> -ForwardingMethod Tunnel -TunnelType {question.TunnelType}"
                + (incoming is null ? " -Interface <interface>." : $" -Interface {incoming}."));
        }
    }
}
