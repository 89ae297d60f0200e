using System.Collections;

namespace LvsPS;

/// <summary>Completes real servers by address and port, of the service given or of all.</summary>
public sealed class RealServerCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation) =>
        (await RealServerCandidates.FindAsync(client, parameters, cancellation).ConfigureAwait(false))
            .Select(found => (Text: LvsNames.Server(found.Server), ToolTip: RealServerCandidates.ToolTip(found.Service,
                found.Server)))
            .DistinctBy(candidate => candidate.Text);
}
