using LvsPS.Hosts;
using LvsPS.Hosts.Changes;

namespace LvsPS.Checks.RealServers;

/// <summary>The virtual address has to be on lo, and alone: without it the host drops the packets, on another interface it
/// answers ARP for it, and with a shorter prefix it takes its neighbours' addresses for its own.</summary>
internal sealed class VirtualAddressCheck : IRealServerCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (!question.TakesVirtualAddress)
            return [];
        IReadOnlyList<HostAddress> addresses = question.Network.Addresses();
        if (question.VirtualAddresses.Count == 0)
        {
            return [CheckResult.Of(
                "VirtualAddress", AddressChange.Device, false, "There is no virtual address on lo, and none was named.",
                "Enable-LvsRealServerHost <virtual address>.")];
        }

        return question.VirtualAddresses.Select(address =>
            Check(address, addresses.Where(have => have.Address == address).ToArray()));
    }

    private static CheckResult Check(string address, HostAddress[] found)
    {
        int alone = address.Contains(':') ? 128 : 32;
        bool passed = found.Length > 0 && found.All(have => have.Device == AddressChange.Device && have.PrefixLength == alone);
        string where = found.Length == 0
            ? "It is on no interface."
            : "It is there as " + string.Join(", ",
                found.Select(have => $"{have.Address}/{have.PrefixLength} on {have.Device}")) + ".";
        string remove = string.Concat(found.Where(have => have.Device != AddressChange.Device || have.PrefixLength != alone)
            .Select(have => $"ip addr del {have.Address}/{have.PrefixLength} dev {have.Device}; "));
        return CheckResult.Of("VirtualAddress", address, passed, where, $"{remove}Enable-LvsRealServerHost {address}.");
    }
}
