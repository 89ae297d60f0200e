using System.Collections;

namespace LvsPS;

/// <summary>Completes addresses of real servers, of the service given or of all.</summary>
public sealed class RealServerAddressCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation) =>
        (await RealServerCandidates.FindAsync(client, parameters, cancellation).ConfigureAwait(false))
            .Select(found => (Text: found.Server.Address ?? "", ToolTip: RealServerCandidates.ToolTip(found.Service,
                found.Server)))
            .DistinctBy(candidate => candidate.Text);
}
