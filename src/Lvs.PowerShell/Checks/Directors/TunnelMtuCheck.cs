using LvsPS.Hosts;

namespace LvsPS.Checks.Directors;

/// <summary>A client's largest packet, in the tunnel, has to fit the way to the real server; what does not fit is answered with
/// an ICMP error, which firewalls on the clients' side like to drop.</summary>
internal sealed class TunnelMtuCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question)
    {
        IReadOnlyList<HostLink> links = question.Network.Links();
        int largest = question.ClientDevices().Select(device => Mtu(device)).DefaultIfEmpty(0).Max();
        var tunnels = question.Servers
            .Where(pair => pair.Server is { ForwardingMethod: LvsForwardingMethod.Tunnel, Address: not null })
            .Select(pair => (Address: pair.Server.Address!, Type: pair.Server.TunnelType ?? LvsTunnelType.IpIp))
            .Distinct();
        foreach ((string address, LvsTunnelType type) in tunnels)
        {
            if (largest == 0 || question.Network.Route(address) is not { } route)
                continue;
            int overhead = TunnelOverhead.Of(type, address.Contains(':'));
            int takes = route.Mtu ?? Mtu(route.Device);
            yield return CheckResult.Of(
                "Mtu", address, largest + overhead <= takes,
                $"Clients' packets of {largest} bytes become {largest + overhead} in the tunnel; {route.Device} takes {takes}.",
                $"Raise the MTU on the way to the real servers to {largest + overhead}, or have them announce smaller segments "
                + "(Test-LvsRealServerHost -ForwardingMethod Tunnel says how).");
        }

        int Mtu(string device) => links.FirstOrDefault(link => link.Name == device)?.Mtu ?? 0;
    }
}
