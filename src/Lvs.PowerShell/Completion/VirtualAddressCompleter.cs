using System.Collections;

namespace LvsPS;

/// <summary>Completes the virtual addresses on the director.</summary>
public sealed class VirtualAddressCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        IReadOnlyList<LvsVirtualAddress> addresses = await client.GetVirtualAddressesAsync(cancellation).ConfigureAwait(false);
        return addresses.Select(address => (address.Address ?? "", $"{address.Interface}/{address.PrefixLength}"));
    }
}
