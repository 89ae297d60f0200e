namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsForwardingMethod"/> on the wire.</summary>
public sealed class LvsForwardingMethodConverter : NamedEnumConverter<LvsForwardingMethod>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsForwardingMethodConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsForwardingMethodConverter()
        : base(
            "forwarding method",
            (LvsForwardingMethod.Masquerade, "Masquerade"),
            (LvsForwardingMethod.DirectRouting, "DirectRouting"),
            (LvsForwardingMethod.Tunnel, "Tunnel"),
            (LvsForwardingMethod.Local, "Local"))
    {
    }
}
