namespace Lvs.Client;

/// <summary>From rows to what people read.</summary>
public static class LvsConnectionRowExtensions
{
    /// <summary>The same entry with names and text in place of numbers.</summary>
    public static LvsConnection ToConnection(this in LvsConnectionRow row)
    {
        bool template = row.Flags.HasFlag(LvsConnectionFlags.Template);
        return new LvsConnection
        {
            Protocol = row.ProtocolName(),
            ClientAddress = row.ClientAddress.ToString(),
            ClientPort = row.ClientPort,
            VirtualAddress = row.VirtualAddress.ToString(),
            VirtualPort = row.VirtualPort,
            ServerAddress = row.ServerAddress.ToString(),
            ServerPort = row.ServerPort,
            State = LvsConnectionStates.Name(row.Protocol, row.State, template),
            Expires = row.ExpiresTenths / 10.0,
            Template = template,
            ForwardingMethod = row.ForwardingMethod(),
            Service = row.Service(),
            FirewallMark = row.FirewallMark,
            InPackets = (long)row.InPackets,
            InBytes = (long)row.InBytes,
            OutPackets = (long)row.OutPackets,
            OutBytes = (long)row.OutBytes,
        };
    }

    /// <summary>The id of the service the entry came in by.</summary>
    public static string Service(this in LvsConnectionRow row) => LvsNames.Service(row.FirewallMark != 0
        ? new LvsVirtualService
        {
            FirewallMark = row.FirewallMark,
            AddressFamily = row.Family == 6 ? LvsAddressFamily.Ipv6 : LvsAddressFamily.Ipv4,
        }
        : new LvsVirtualService
        {
            Protocol = row.ProtocolName(),
            Address = row.VirtualAddress.ToString(),
            Port = row.ServicePort,
        });

    /// <summary>The transport protocol.</summary>
    public static LvsProtocol ProtocolName(this in LvsConnectionRow row) => row.Protocol switch
    {
        6 => LvsProtocol.Tcp,
        17 => LvsProtocol.Udp,
        132 => LvsProtocol.Sctp,
        _ => LvsProtocol.Ip,
    };

    /// <summary>How its packets reach the real server.</summary>
    public static LvsForwardingMethod ForwardingMethod(this in LvsConnectionRow row) => row.Method switch
    {
        0 => LvsForwardingMethod.Masquerade,
        1 => LvsForwardingMethod.Local,
        2 => LvsForwardingMethod.Tunnel,
        _ => LvsForwardingMethod.DirectRouting,
    };
}
