using System.Collections;

namespace LvsPS;

/// <summary>Completes the names of settings, with their values as the tool tip.</summary>
public sealed class SettingNameCompleter : DirectorCompleter
{
    internal override async Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation)
    {
        LvsSettings settings = await client.GetSettingsAsync(cancellation).ConfigureAwait(false);
        return SettingValues.All(settings).Select(setting => (setting.Name, setting.ToString()));
    }
}
