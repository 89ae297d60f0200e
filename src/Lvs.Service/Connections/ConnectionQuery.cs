using System.Globalization;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Conversion;
using Lvs.Service.Problems;

namespace Lvs.Service.Connections;

/// <summary>The filter of a request about connections, read once and then asked for every entry without allocating.</summary>
internal sealed class ConnectionQuery
{
    private static readonly string[] Known = ["service", "server", "client", "state", "template", "limit"];

    private ServiceKey? _service;
    private UInt128 _serviceAddress;
    private UInt128? _server;
    private ushort? _serverPort;
    private InetAddress _client;
    private int _clientPrefix = -1;
    private string? _state;
    private bool? _template;

    /// <summary>The most entries wanted.</summary>
    public long Limit { get; private set; } = long.MaxValue;

    /// <summary>Reads the query string.</summary>
    /// <exception cref="ProblemException">A part of it cannot be understood.</exception>
    public static ConnectionQuery Parse(IQueryCollection query)
    {
        foreach (string name in query.Keys)
        {
            if (!Known.Contains(name))
            {
                throw Problem.Create(
                    ProblemCatalog.InvalidFilter, name, $"Connections cannot be filtered by '{name}'.",
                    $"Use {string.Join(", ", Known)}.");
            }
        }

        ConnectionQuery result = new();
        if (Get("service") is { } service)
        {
            result._service = Ids.Service(service);
            result._serviceAddress = Pack(result._service.Value.Address);
        }

        if (Get("server") is { } server)
            result.SetServer(server);
        if (Get("client") is { } client)
            result.SetClient(client);
        if (Get("state") is { } state)
            result.SetState(state);
        if (Get("template") is { } template)
            result._template = bool.TryParse(template, out bool value)
                ? value
                : throw Bad("template", template, "Give true or false.");
        if (Get("limit") is { } limit)
        {
            result.Limit = long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
                ? number
                : throw Bad("limit", limit, "Give a number above 0.");
        }

        return result;

        string? Get(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>True when the entry passes.</summary>
    public bool Matches(in LvsConnectionRow row)
    {
        if (_template is { } template && template != ((row.Flags & LvsConnectionFlags.Template) != 0))
            return false;
        if (_service is { } service && !IsOf(service, row))
            return false;
        if (_server is { } server && (row.ServerBytes != server || (_serverPort is { } port && port != row.ServerPort)))
            return false;
        if (_clientPrefix >= 0 && !IsClient(row))
            return false;
        return _state is null
            || LvsConnectionStates.Name(row.Protocol, row.State, (row.Flags & LvsConnectionFlags.Template) != 0) == _state;
    }

    private bool IsOf(ServiceKey service, in LvsConnectionRow row)
    {
        if (row.Family != (byte)service.Family || row.FirewallMark != service.FirewallMark)
            return false;
        return service.IsFirewallMark
            || (row.Protocol == (byte)service.Protocol && row.ServicePort == service.Port && row.VirtualBytes == _serviceAddress);
    }

    private bool IsClient(in LvsConnectionRow row)
    {
        if (row.Family != (byte)_client.Family)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        System.Runtime.InteropServices.MemoryMarshal.Write(bytes, in row.ClientBytes);
        return InetAddress.Read(bytes, _client.Family).Mask(_clientPrefix) == _client;
    }

    private void SetServer(string text)
    {
        if (!InetAddress.TryParse(text, out InetAddress address))
        {
            if (!Ids.TryEndpoint(text, out address, out ushort port))
                throw Bad("server", text, "Give an address, or an address and a port: 10.0.0.1:80, [2001:db8::1]:80.");
            _serverPort = port;
        }

        _server = Pack(address);
    }

    private void SetClient(string text)
    {
        int slash = text.IndexOf('/');
        if (!InetAddress.TryParse(slash < 0 ? text : text[..slash], out InetAddress address))
            throw Bad("client", text, "Give an address or a prefix: 198.51.100.7, 198.51.100.0/24.");
        int bits = address.IsV4 ? 32 : 128;
        int prefix = bits;
        if (slash >= 0
            && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
            throw Bad("client", text, $"Give a prefix length of 0 to {bits}.");
        _clientPrefix = prefix;
        _client = address.Mask(prefix);
    }

    private void SetState(string text)
    {
        string upper = text.ToUpperInvariant();
        _state = LvsConnectionStates.All.Contains(upper)
            ? upper
            : throw Bad("state", text, $"Use one of {string.Join(", ", LvsConnectionStates.All)}.");
    }

    /// <summary>An address the way a row holds it.</summary>
    internal static UInt128 Pack(InetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.WritePadded(bytes);
        return LvsConnectionRow.Pack(bytes);
    }

    private static ProblemException Bad(string name, string value, string remedy) =>
        Problem.Create(ProblemCatalog.InvalidFilter, value, $"'{value}' cannot be understood as {name}.", remedy);
}
