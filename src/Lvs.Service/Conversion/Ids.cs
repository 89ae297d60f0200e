using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>The ids in URLs, read.</summary>
internal static class Ids
{
    /// <summary><c>tcp/192.0.2.1:80</c>, <c>udp/[2001:db8::1]:53</c>, <c>fwm/5</c>, <c>fwm6/5</c>.</summary>
    public static ServiceKey Service(string? id)
    {
        int slash = id?.IndexOf('/') ?? -1;
        if (id is null || slash < 0)
            throw NoService(id);
        string kind = id[..slash].ToLowerInvariant();
        string rest = id[(slash + 1)..];
        if (kind is "fwm" or "fwm6")
        {
            return uint.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out uint mark) && mark != 0
                ? ServiceKey.ForMark(mark, kind == "fwm" ? InetFamily.V4 : InetFamily.V6)
                : throw NoService(id);
        }

        Protocol protocol = kind switch
        {
            "tcp" => Protocol.Tcp,
            "udp" => Protocol.Udp,
            "sctp" => Protocol.Sctp,
            _ => throw NoService(id),
        };
        return TryEndpoint(rest, out InetAddress address, out ushort port)
            ? ServiceKey.ForAddress(protocol, address, port)
            : throw NoService(id);
    }

    /// <summary><c>10.0.0.1:80</c> or <c>[2001:db8::1]:80</c>.</summary>
    public static ServerKey Server(string? id) => id is not null && TryEndpoint(id, out InetAddress address, out ushort port)
        ? new ServerKey(address, port)
        : throw Problem.Create(
            ProblemCatalog.InvalidServerId, id, $"'{id}' is no address and port of a real server.",
            "Write 10.0.0.1:80 or [2001:db8::1]:80.");

    /// <summary>An address and a port, IPv6 in brackets.</summary>
    public static bool TryEndpoint(string text, out InetAddress address, out ushort port)
    {
        address = default;
        port = 0;
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            return false;
        string host = text[..colon];
        bool bracketed = host.Length > 2 && host[0] == '[' && host[^1] == ']';
        return InetAddress.TryParse(bracketed ? host[1..^1] : host, out address) && address.IsV6 == bracketed;
    }

    private static ProblemException NoService(string? id) => Problem.Create(
        ProblemCatalog.InvalidServiceId, id, $"'{id}' is no id of a virtual service.",
        "Write tcp/192.0.2.1:80, udp/[2001:db8::1]:53, sctp/192.0.2.1:9, fwm/5 or fwm6/5, URL-escaped (tcp%2F192.0.2.1%3A80).");
}
