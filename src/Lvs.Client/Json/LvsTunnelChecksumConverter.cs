namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsTunnelChecksum"/> on the wire.</summary>
public sealed class LvsTunnelChecksumConverter : NamedEnumConverter<LvsTunnelChecksum>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsTunnelChecksumConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsTunnelChecksumConverter()
        : base(
            "tunnel checksum",
            (LvsTunnelChecksum.None, "none"),
            (LvsTunnelChecksum.Full, "full"),
            (LvsTunnelChecksum.Remote, "remote"))
    {
    }
}
