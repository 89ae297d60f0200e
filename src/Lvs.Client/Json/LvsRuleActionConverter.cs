namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsRuleAction"/> on the wire.</summary>
public sealed class LvsRuleActionConverter : NamedEnumConverter<LvsRuleAction>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsRuleActionConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsRuleActionConverter()
        : base(
            "step",
            (LvsRuleAction.AddService, "addService"),
            (LvsRuleAction.EditService, "editService"),
            (LvsRuleAction.RemoveService, "removeService"),
            (LvsRuleAction.AddServer, "addServer"),
            (LvsRuleAction.EditServer, "editServer"),
            (LvsRuleAction.RemoveServer, "removeServer"),
            (LvsRuleAction.Clear, "clear"))
    {
    }
}
