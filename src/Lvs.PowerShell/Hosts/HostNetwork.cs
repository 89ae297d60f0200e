using System.Globalization;
using System.Text.Json;

namespace LvsPS.Hosts;

/// <summary>The network of a host: what <c>ip</c> says of it, and the kernel's variables under /proc/sys.</summary>
/// <param name="host">The host.</param>
internal sealed class HostNetwork(IHost host)
{
    /// <summary>The host.</summary>
    public IHost Host { get; } = host;

    /// <summary>The addresses of all interfaces, or of one.</summary>
    public IReadOnlyList<HostAddress> Addresses(string? device = null) =>
    [
        .. Json(device is null ? ["addr", "show"] : ["addr", "show", "dev", device]).SelectMany(
            link => link.TryGetProperty("addr_info", out JsonElement addresses)
                ? addresses.EnumerateArray().Where(address => address.TryGetProperty("local", out _))
                    .Select(address => new HostAddress(
                    link.GetProperty("ifname").GetString()!, address.GetProperty("local").GetString()!,
                    address.GetProperty("prefixlen").GetInt32()))
                : []),
    ];

    /// <summary>All interfaces.</summary>
    public IReadOnlyList<HostLink> Links() =>
        [.. Json(["link", "show"]).Where(link => link.TryGetProperty("ifname", out _)).Select(link =>
        new HostLink(
            link.GetProperty("ifname").GetString()!,
            Number(link, "mtu") ?? 0,
            link.GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "UP"),
            link.TryGetProperty("xdp", out JsonElement xdp) && xdp.TryGetProperty("prog", out JsonElement program)
                ? program.TryGetProperty("name", out JsonElement name) ? name.GetString() : "?"
                : null))];

    /// <summary>One interface; null when there is none of that name.</summary>
    public HostLink? Link(string name) => Links().FirstOrDefault(link => link.Name == name);

    /// <summary>The way of a packet; null when there is none.</summary>
    /// <param name="to">Its destination.</param>
    /// <param name="from">Its source, when that is given: an address of the host.</param>
    public HostRoute? Route(string to, string? from = null)
    {
        string[] source = from is null ? [] : ["from", from];
        CommandResult result = Host.Run(["ip", "-j", "route", "get", to, .. source]);
        if (!result.Succeeded || Parse(result.Output) is not [JsonElement route, ..] || !route.TryGetProperty("dev", out _))
            return null;
        string type = route.TryGetProperty("type", out JsonElement kind) ? kind.GetString()! : "unicast";
        if (type is "unreachable" or "blackhole" or "prohibit")
            return null;
        JsonElement metrics = route.TryGetProperty("metrics", out JsonElement list) && list.GetArrayLength() > 0
            ? list[0]
            : default;
        string? gateway = route.TryGetProperty("gateway", out JsonElement next) ? next.GetString()
            : route.TryGetProperty("via", out JsonElement via) ? via.GetProperty("host").GetString() : null;
        return new HostRoute(
            route.GetProperty("dev").GetString()!, gateway, type == "local", Number(metrics, "mtu"), Number(metrics, "advmss"));
    }

    /// <summary>The interface of the default route; null without one.</summary>
    /// <param name="v6">IPv6's; else IPv4's.</param>
    public string? DefaultDevice(bool v6) => Json([v6 ? "-6" : "-4", "route", "show", "default"])
        .Select(route => route.TryGetProperty("dev", out JsonElement device) ? device.GetString() : null)
        .FirstOrDefault(device => device is not null);

    /// <summary>True when the host asked for the MAC address of a neighbour and nobody answered.</summary>
    public bool IsSilent(string neighbour) => Json(["neigh", "show", "to", neighbour]).Any(
        entry => entry.TryGetProperty("state", out JsonElement state)
            && state.EnumerateArray().Any(word => word.GetString() == "FAILED"));

    /// <summary>A kernel variable as text: <c>net/ipv4/ip_forward</c>; null when the kernel has none of that name.</summary>
    public string? Sysctl(string key) => Host.Run("cat", "/proc/sys/" + key) is { Succeeded: true } result
        ? result.Output.Trim()
        : null;

    /// <summary>A kernel variable as a number; 0 when the kernel has none of that name.</summary>
    public int SysctlNumber(string key) =>
        int.TryParse(Sysctl(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
        ? value
        : 0;

    /// <summary>Of a variable of IPv4 that stands for all interfaces and for each: the larger, which is the one that
    /// counts.</summary>
    public int LargerSysctl(string device, string variable) => Math.Max(
        SysctlNumber($"net/ipv4/conf/all/{variable}"), SysctlNumber($"net/ipv4/conf/{device}/{variable}"));

    /// <summary>Sets a kernel variable.</summary>
    public void SetSysctl(string key, string value) =>
        Demand($"set {key} to {value}", Host.Run("sh", "-c", "printf %s \"$1\" > \"/proc/sys/$0\"", key, value));

    /// <summary>Runs <c>ip</c>.</summary>
    /// <exception cref="LvsClientException">It failed; what it said.</exception>
    public string Ip(params string[] arguments) =>
        Demand($"run 'ip {string.Join(' ', arguments)}'", Host.Run(["ip", .. arguments]));

    /// <summary>What a command wrote, if it did what it was asked to.</summary>
    /// <exception cref="LvsClientException">It did not.</exception>
    public string Demand(string what, CommandResult result)
    {
        if (result.Succeeded)
            return result.Output;
        bool forbidden = result.Error.Contains("ermission denied", StringComparison.Ordinal)
            || result.Error.Contains("not permitted", StringComparison.Ordinal);
        throw new LvsClientException(
            forbidden ? LvsProblemIds.PermissionDenied : "host-command-failed", what,
            $"Cannot {what} on {Host.Name}: {result.Words}",
            forbidden ? "Run it as root." : "Mend what it names, then try again.");
    }

    private static List<JsonElement> Parse(string text)
    {
        // Where there is nothing to tell, some versions of ip write nothing at all.
        if (string.IsNullOrWhiteSpace(text))
            return [];
        using JsonDocument document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value.GetInt32()
            : null;

    private List<JsonElement> Json(string[] arguments) => Parse(Ip(["-j", .. arguments]));
}
