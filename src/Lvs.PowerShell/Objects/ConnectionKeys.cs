using Lvs.Client.Json;

namespace LvsPS;

/// <summary>From connections, as they are or as they come back from JSON, CSV or another machine, to what identifies
/// them.</summary>
internal static class ConnectionKeys
{
    /// <summary>What identifies the connection.</summary>
    /// <exception cref="FormatException">It is none; the message names what is missing or cannot be.</exception>
    public static LvsConnectionKey Of(PSObject input)
    {
        if (input.BaseObject is Connection connection)
            return connection.Key;
        Row row = new(input);
        return new LvsConnectionKey
        {
            Protocol = row.Name("Protocol", LvsProtocolConverter.Instance) ?? throw Missing(input, "Protocol"),
            ClientAddress = Address(input, row, "ClientAddress"),
            ClientPort = Port(input, row, "ClientPort"),
            VirtualAddress = Address(input, row, "VirtualAddress"),
            VirtualPort = Port(input, row, "VirtualPort"),
            Template = row.Flag("Template"),
        };
    }

    /// <summary>The connection in words.</summary>
    public static string Describe(LvsConnectionKey key) =>
        $"{(key.Template ? "template " : "")}{Names.Of(key.Protocol)} {LvsNames.Endpoint(key.ClientAddress, key.ClientPort)} -> "
        + LvsNames.Endpoint(key.VirtualAddress, key.VirtualPort);

    private static string Address(PSObject input, Row row, string name)
    {
        string text = row.Text(name) ?? throw Missing(input, name);
        return LvsNames.IsAddress(text) ? text : throw new FormatException($"'{text}' is no IP address ({name}).");
    }

    private static int Port(PSObject input, Row row, string name) => row.Number(name) switch
    {
        null => throw Missing(input, name),
        >= 0 and <= 65535 and long port => (int)port,
        long other => throw new FormatException($"{other} is no port ({name})."),
    };

    private static FormatException Missing(PSObject input, string name) => new($"'{input}' is no connection: it has no {name}.");
}
