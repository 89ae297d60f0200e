namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsSyncRole"/> on the wire.</summary>
public sealed class LvsSyncRoleConverter : NamedEnumConverter<LvsSyncRole>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsSyncRoleConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsSyncRoleConverter()
        : base(
            "synchronisation role",
            (LvsSyncRole.Master, "master"),
            (LvsSyncRole.Backup, "backup"))
    {
    }
}
