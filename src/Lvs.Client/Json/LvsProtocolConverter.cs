namespace Lvs.Client.Json;

/// <summary>The names of <see cref="LvsProtocol"/> on the wire.</summary>
public sealed class LvsProtocolConverter : NamedEnumConverter<LvsProtocol>
{
    /// <summary>The one instance that code without a serializer uses.</summary>
    public static readonly LvsProtocolConverter Instance = new();

    /// <summary>Creates it (the serializer does).</summary>
    public LvsProtocolConverter()
        : base(
            "protocol",
            (LvsProtocol.Tcp, "tcp"),
            (LvsProtocol.Udp, "udp"),
            (LvsProtocol.Sctp, "sctp"),
            (LvsProtocol.Ip, "ip"))
    {
    }
}
