namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsChangeKind"/> on the wire.</summary>
public sealed class LvsChangeKindConverter : NamedEnumConverter<LvsChangeKind>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsChangeKindConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsChangeKindConverter()
        : base(
            "kind",
            (LvsChangeKind.Service, "service"),
            (LvsChangeKind.Server, "server"),
            (LvsChangeKind.FirewallMark, "firewallMark"))
    {
    }
}
