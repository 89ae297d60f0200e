using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Service.Conversion;

namespace Lvs.Service.Connections;

/// <summary>What tells one entry of the table from all others, ready to be looked up.</summary>
/// <param name="Client">The client's address, as a row packs it.</param>
/// <param name="Virtual">The address it asked for, as a row packs it.</param>
/// <param name="ClientPort">The client's port.</param>
/// <param name="VirtualPort">The port it asked for.</param>
/// <param name="Protocol">The IANA protocol number; 0 for the template of a firewall-mark service.</param>
/// <param name="Family">4 or 6.</param>
/// <param name="Template">True for a template.</param>
internal readonly record struct ConnectionIdentity(
    UInt128 Client, UInt128 Virtual, ushort ClientPort, ushort VirtualPort, byte Protocol, byte Family, bool Template)
{
    /// <summary>The identity of an entry.</summary>
    public static ConnectionIdentity Of(in LvsConnectionRow row) => new(
        row.ClientBytes, row.VirtualBytes, row.ClientPort, row.VirtualPort, row.Protocol, row.Family,
        (row.Flags & LvsConnectionFlags.Template) != 0);

    /// <summary>The identity that a request names.</summary>
    /// <param name="key">What it says.</param>
    /// <param name="path">Where in the body.</param>
    /// <exception cref="Problems.ProblemException">A value in it cannot be.</exception>
    public static ConnectionIdentity Of(LvsConnectionKey? key, string path)
    {
        if (key is null)
            throw Values.Missing("connection", path);
        InetAddress client = Values.Address(key.ClientAddress, $"{path}.clientAddress");
        return new ConnectionIdentity(
            ConnectionQuery.Pack(client), ConnectionQuery.Pack(Values.Address(key.VirtualAddress, $"{path}.virtualAddress")),
            Values.Port(key.ClientPort, $"{path}.clientPort"), Values.Port(key.VirtualPort, $"{path}.virtualPort"),
            key.Protocol == LvsProtocol.Ip ? (byte)0 : (byte)ProtocolConversion.ToEngine(key.Protocol, $"{path}.protocol"),
            (byte)client.Family, key.Template);
    }
}
