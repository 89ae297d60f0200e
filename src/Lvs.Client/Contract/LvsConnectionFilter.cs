using System.Globalization;

namespace Lvs.Client;

/// <summary>Which connections a stream or a removal is about; what is null does not matter.</summary>
public sealed record LvsConnectionFilter
{
    /// <summary>A service's id.</summary>
    public string? Service { get; set; }

    /// <summary>A real server: an address, or an address and a port.</summary>
    public string? Server { get; set; }

    /// <summary>A client: an address, or a prefix (<c>198.51.100.0/24</c>).</summary>
    public string? Client { get; set; }

    /// <summary>A state by IPVS's name, in any case.</summary>
    public string? State { get; set; }

    /// <summary>True for templates only, false for connections only.</summary>
    public bool? Template { get; set; }

    /// <summary>Stop after this many.</summary>
    public long? Limit { get; set; }

    internal string ToQuery()
    {
        List<string> parts = [];
        Add("service", Service);
        Add("server", Server);
        Add("client", Client);
        Add("state", State);
        Add("template", Template switch { true => "true", false => "false", null => null });
        Add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
