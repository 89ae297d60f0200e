using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>One numeric setting: its name, its range, its default, and where it lives in the contract.</summary>
internal sealed record SettingDefinition(
    string Name, int Default, int Minimum, int Maximum, Func<LvsSettings, int?> Get, Action<LvsSettings, int?> Set);
