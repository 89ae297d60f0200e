using System.Collections;

namespace LvsPS;

/// <summary>Completes rules of the firewall-mark classifier.</summary>
public sealed class FirewallMarkCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        IReadOnlyList<LvsFirewallMark> marks = await client.GetFirewallMarksAsync(cancellation).ConfigureAwait(false);
        return marks.Select(mark => (mark.Id ?? mark.Key, $"mark {mark.Mark}"));
    }
}
