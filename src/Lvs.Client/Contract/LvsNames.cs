namespace Lvs.Client;

/// <summary>How things are named in URLs and messages.</summary>
public static class LvsNames
{
    /// <summary>The id of a service: <c>tcp/192.0.2.1:80</c>, <c>fwm/5</c>. What is not given reads as a question mark.</summary>
    public static string Service(LvsVirtualService service) => service.FirewallMark is { } mark
        ? $"{(service.AddressFamily == LvsAddressFamily.Ipv6 ? "fwm6" : "fwm")}/{mark}"
        : $"{Protocol(service.Protocol)}/{Endpoint(service.Address, service.Port)}";

    /// <summary>The id of a real server within its service: <c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c>.</summary>
    public static string Server(LvsRealServer server) => Endpoint(server.Address, server.Port);

    /// <summary>An address and a port; IPv6 goes in brackets.</summary>
    public static string Endpoint(string? address, int? port)
    {
        string host = address is null ? "?" : address.Contains(':') ? $"[{address}]" : address;
        return port is null ? $"{host}:?" : $"{host}:{port}";
    }

    /// <summary>The id of a firewall-mark rule: <c>5/tcp/192.0.2.0/24:80-90</c>, <c>7/any/[2001:db8::/32]:0-65535</c>.</summary>
    public static string FirewallMark(LvsFirewallMark rule)
    {
        string protocol = rule.Protocol is { } p ? Json.LvsProtocolConverter.Instance.NameOf(p) : "any";
        string network = rule.Destination ?? "?";
        return $"{rule.Mark}/{protocol}/{(network.Contains(':') ? $"[{network}]" : network)}:{rule.Ports ?? "0-65535"}";
    }

    private static string Protocol(LvsProtocol? protocol) =>
        protocol is { } value ? Json.LvsProtocolConverter.Instance.NameOf(value) : "?";

    /// <summary>True for an IPv4 or IPv6 address written out, without brackets or zone. .NET also takes 10.1 for 10.0.0.1, 2 for
    /// 0.0.0.2 and 010.0.0.1 for 8.0.0.1: slips, where addresses are asked for.</summary>
    public static bool IsAddress(string text) => System.Net.IPAddress.TryParse(text, out System.Net.IPAddress? address)
        && !text.Contains('%') && !text.StartsWith('[') && (text.Contains(':') || address.ToString() == text);
}
