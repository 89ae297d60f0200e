namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsTunnelType"/> on the wire.</summary>
public sealed class LvsTunnelTypeConverter : NamedEnumConverter<LvsTunnelType>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsTunnelTypeConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsTunnelTypeConverter()
        : base(
            "tunnel type",
            (LvsTunnelType.IpIp, "ipip"),
            (LvsTunnelType.Gue, "gue"),
            (LvsTunnelType.Gre, "gre"))
    {
    }
}
