namespace LvsPS.Commands;

/// <summary>Sets a switch of the director, by the name of its sysctl (<c>sysctl -w net.ipv4.vs.…</c>).</summary>
/// <example>
/// <para>Connections of a removed real server end at their next packet.</para>
/// <code>Set-LvsSetting expire_nodest_conn 1</code>
/// </example>
/// <example>
/// <para>Settings from another director.</para>
/// <code>Get-LvsSetting -Director /run/lvs/a.sock | Set-LvsSetting -Director /run/lvs/b.sock</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LvsSetting", SupportsShouldProcess = true)]
[OutputType(typeof(Setting))]
public sealed class SetLvsSettingCommand : DirectorCmdlet
{
    /// <summary>The name: expire_nodest_conn, sloppy_tcp, drop_entry …</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The value: a number, or text such as "3 50" for sync_threshold.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public object Value { get; set; } = 0;

    /// <summary>Gives the setting as it stands.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        LvsSettings change = SettingValues.Change(Name, Value is PSObject wrapped ? wrapped.BaseObject : Value);
        if (!ShouldProcess(Name, $"Set to {Value}"))
            return;
        LvsSettings settings = Ask((client, stop) => client.SetSettingsAsync(change, stop));
        if (PassThru)
            WriteObject(SettingValues.All(settings).First(setting => Names.Match(Name, setting.Name)));
    });
}
