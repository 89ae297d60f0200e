using LvsPS.Hosts;

namespace LvsPS.Checks.Directors;

/// <summary>The director that is checked: what it says of itself, its rules, and the network of its host.</summary>
/// <param name="Network">The network of the host, as lvsd sees it.</param>
/// <param name="Status">How the director is.</param>
/// <param name="Services">Its services with their real servers.</param>
internal sealed record DirectorQuestion(HostNetwork Network, LvsDirectorStatus Status, IReadOnlyList<LvsVirtualService> Services)
{
    /// <summary>Every real server with its service, those on the director itself left out.</summary>
    public IEnumerable<(LvsVirtualService Service, LvsRealServer Server)> Servers => Services.SelectMany(
        service => (service.RealServers ?? []).Where(server => server.Local != true).Select(server => (service, server)));

    /// <summary>The interfaces that clients come in by: those with a virtual address, else the default route's.</summary>
    public IEnumerable<string> ClientDevices()
    {
        IReadOnlyList<HostAddress> addresses = Network.Addresses();
        return Services
            .SelectMany(service =>
            {
                string[] holding = [.. addresses.Where(have => have.Address == service.Address && have.Device != "lo")
                    .Select(have => have.Device)];
                bool v6 = service.Address?.Contains(':') ?? service.AddressFamily == LvsAddressFamily.Ipv6;
                return holding.Length > 0 ? holding : Network.DefaultDevice(v6) is { } device ? [device] : [];
            })
            .Distinct();
    }
}
