namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsChangeAction"/> on the wire.</summary>
public sealed class LvsChangeActionConverter : NamedEnumConverter<LvsChangeAction>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsChangeActionConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsChangeActionConverter()
        : base(
            "action",
            (LvsChangeAction.Added, "added"),
            (LvsChangeAction.Changed, "changed"),
            (LvsChangeAction.Removed, "removed"))
    {
    }
}
