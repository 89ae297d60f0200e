namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsAddressFamily"/> on the wire.</summary>
public sealed class LvsAddressFamilyConverter : NamedEnumConverter<LvsAddressFamily>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsAddressFamilyConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsAddressFamilyConverter()
        : base(
            "address family",
            (LvsAddressFamily.Ipv4, "ipv4"),
            (LvsAddressFamily.Ipv6, "ipv6"))
    {
    }
}
