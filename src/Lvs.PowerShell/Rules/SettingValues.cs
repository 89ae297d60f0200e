using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lvs.Client.Json;

namespace LvsPS;

/// <summary>The director's settings as a list of names and values: the contract is one record with a property each.</summary>
internal static class SettingValues
{
    private static readonly LvsSettings Complete = new()
    {
        ExpireNodestConn = 0, ExpireQuiescentTemplate = 0, ConnReuseMode = 0, SloppyTcp = 0, SloppySctp = 0, DropEntry = 0,
        DropPacket = 0, SecureTcp = 0, Amemthresh = 0, AmDroprate = 0, NatIcmpSend = 0, ScheduleIcmp = 0, PmtuDisc = 0,
        SyncVersion = 0, SyncThreshold = "", LblcExpiration = 0, LblcrExpiration = 0, KeepRulesOverReboot = 0,
    };

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> AllNames { get; } = [.. All(Complete).Select(setting => setting.Name)];

    /// <summary>Those that have a value.</summary>
    public static IEnumerable<Setting> All(LvsSettings settings) =>
        JsonSerializer.SerializeToElement(settings, LvsJson.Default.LvsSettings).EnumerateObject().Select(property => new Setting
        {
            Name = property.Name,
            Value = property.Value.ValueKind == JsonValueKind.Number
                ? property.Value.GetInt32()
                : property.Value.GetString() ?? "",
        });

    /// <summary>A change of one setting; what it may be is for the director to judge.</summary>
    /// <exception cref="LvsClientException">There is no such setting, or it wants a number.</exception>
    public static LvsSettings Change(string name, object value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        JsonNode node = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
        string known = AllNames.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new LvsClientException(
                "unknown-setting", name, $"There is no setting '{name}'.", $"Use one of: {string.Join(", ", AllNames)}.");
        try
        {
            return new JsonObject { [known] = node }.Deserialize(LvsStrictJson.Default.LvsSettings)!;
        }
        catch (JsonException e)
        {
            throw new LvsClientException(
                "invalid-setting", text, $"The setting {known} cannot be '{text}'.",
                node.GetValueKind() == JsonValueKind.Number ? "Give it as text." : "Give a whole number.", e);
        }
    }
}
