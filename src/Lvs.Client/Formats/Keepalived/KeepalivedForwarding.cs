using System.Globalization;
using Lvs.Client.Json;

namespace Lvs.Client.Formats.Keepalived;

/// <summary>How packets reach a real server: <c>lvs_method NAT|DR|TUN [type ipip|gue|gre] [port N]
/// [nocsum|csum|remcsum]</c>.</summary>
internal sealed class KeepalivedForwarding(LvsForwardingMethod method)
{
    private LvsForwardingMethod _method = method;
    private LvsTunnelType? _type;
    private int? _port;
    private LvsTunnelChecksum? _checksum;

    public KeepalivedForwarding Copy() => (KeepalivedForwarding)MemberwiseClone();

    public void Apply(LvsRealServer server)
    {
        server.ForwardingMethod = _method;
        server.TunnelType = _type;
        server.TunnelPort = _port;
        server.TunnelChecksum = _checksum;
    }

    public void Set(string file, KeepalivedStatement statement)
    {
        _method = KeepalivedValues.Required(file, statement) switch
        {
            "NAT" => LvsForwardingMethod.Masquerade,
            "DR" => LvsForwardingMethod.DirectRouting,
            "TUN" => LvsForwardingMethod.Tunnel,
            string other => throw KeepalivedValues.Refuse(file, statement, other, "forwarding method", "Write NAT, DR or TUN."),
        };
        (_type, _port, _checksum) = (null, null, null);
        for (int i = 2; i < statement.Words.Length; i++)
        {
            string word = statement.Words[i];
            string next = i + 1 < statement.Words.Length ? statement.Words[i + 1] : "";
            switch (word)
            {
                case "type" when LvsTunnelTypeConverter.Instance.TryParse(next, out LvsTunnelType type):
                    _type = type;
                    i++;
                    break;
                case "port" when ushort.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port):
                    _port = port;
                    i++;
                    break;
                case "nocsum" or "csum" or "remcsum":
                    _checksum = word switch
                    {
                        "csum" => LvsTunnelChecksum.Full,
                        "remcsum" => LvsTunnelChecksum.Remote,
                        _ => LvsTunnelChecksum.None,
                    };
                    break;
                default:
                    throw KeepalivedValues.Refuse(
                        file, statement, word is "type" or "port" ? $"{word} {next}" : word, "tunnel option",
                        "Write type ipip, gue or gre, port and a number, and nocsum, csum or remcsum.");
            }
        }
    }
}
