using System.Collections;

namespace LvsPS;

/// <summary>Completes the director's interfaces that carry the XDP program.</summary>
public sealed class InterfaceCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        LvsDirectorStatus status = await client.GetDirectorAsync(cancellation).ConfigureAwait(false);
        return status.Interfaces.Select(link => (link.Name, $"XDP {link.XdpMode}"));
    }
}
