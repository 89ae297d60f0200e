namespace LvsPS.Commands;

/// <summary>Gets the director's switches, by the names of IPVS's sysctls (net.ipv4.vs.*).</summary>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LvsSetting</code>
/// </example>
/// <example>
/// <para>Those that defend against floods.</para>
/// <code>Get-LvsSetting drop_*, secure_tcp</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LvsSetting")]
[OutputType(typeof(Setting))]
public sealed class GetLvsSettingCommand : DirectorCmdlet
{
    /// <summary>The names. * and ? stand for any text. Without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        Setting[] all = [.. SettingValues.All(Ask((client, stop) => client.GetSettingsAsync(stop)))];
        foreach (string name in Name ?? ["*"])
        {
            Setting[] found = [.. all.Where(setting => Names.Match(name, setting.Name))];
            if (found.Length == 0 && !Names.HasWildcard(name))
            {
                WriteError(LvsErrors.Create(
                    "UnknownSetting", ErrorCategory.ObjectNotFound, name, $"There is no setting '{name}'.",
                    $"Use one of: {string.Join(", ", SettingValues.AllNames)}."));
            }

            WriteObject(found, enumerateCollection: true);
        }
    });
}
