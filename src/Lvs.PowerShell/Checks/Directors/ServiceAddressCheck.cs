using LvsPS.Hosts;

namespace LvsPS.Checks.Directors;

/// <summary>A virtual address has to be on the director, or nobody answers ARP for it there.</summary>
internal sealed class ServiceAddressCheck : IDirectorCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(DirectorQuestion question)
    {
        IReadOnlyList<HostAddress> addresses = question.Network.Addresses();
        return question.Services.Select(service => service.Address).OfType<string>().Distinct().Select(address =>
        {
            string[] devices = [.. addresses.Where(have => have.Address == address).Select(have => have.Device)];
            return CheckResult.Of(
                "VirtualAddress", address, devices.Length > 0,
                devices.Length > 0 ? $"It is on {string.Join(", ", devices)}." : "It is on no interface of the director.",
                $"Add-LvsVirtualAddress {address} -Interface <the one towards the clients>.");
        });
    }
}
