using System.Globalization;

namespace Lvs.Client.Ipvsadm;

/// <summary>Addresses with ports as ipvsadm shows them: by name where there is one, or as numbers.</summary>
internal sealed class EndpointText(IIpvsadmNames names, bool numeric)
{
    private const int Longest = 59; // ipvsadm's buffer of 60 bytes

    // A service name is looked up once, not once a line: a listing has the same few ports over and over.
    private readonly Dictionary<(int Port, LvsProtocol? Protocol), string> _ports = [];

    /// <summary>The text of one endpoint; an IPv6 address, or its name, stands in brackets.</summary>
    /// <param name="address">The address, without brackets.</param>
    /// <param name="port">The port.</param>
    /// <param name="protocol">Says which services have names; null for none.</param>
    public string Of(string address, int port, LvsProtocol? protocol)
    {
        string host = numeric ? address : names.HostOf(address) ?? address;
        string text = address.Contains(':') ? $"[{host}]:{Port(port, protocol)}" : $"{host}:{Port(port, protocol)}";
        return text.Length > Longest ? text[..Longest] : text;
    }

    private string Port(int port, LvsProtocol? protocol)
    {
        if (_ports.TryGetValue((port, protocol), out string? text))
            return text;
        text = (numeric ? null : names.ServiceOf(port, protocol)) ?? port.ToString(CultureInfo.InvariantCulture);
        _ports.Add((port, protocol), text);
        return text;
    }
}
