namespace LvsPS;

/// <summary>
/// An entry of the connection table. It keeps the row as it came and makes text of it only when asked: a million of them are
/// counted or filtered by number without a million strings.
/// </summary>
public sealed class Connection
{
    private readonly LvsConnectionRow _row;

    internal Connection(in LvsConnectionRow row) => _row = row;

    /// <summary>The service it came in by.</summary>
    public string Service => _row.Service();

    /// <summary>tcp, udp, sctp, or ip for the template of a firewall-mark service.</summary>
    public string Protocol => Names.Of(_row.ProtocolName());

    /// <summary>The client's address; for a template its network.</summary>
    public string ClientAddress => _row.ClientAddress.ToString();

    /// <summary>The client's port, 0 for a template.</summary>
    public int ClientPort => _row.ClientPort;

    /// <summary>The address the client asked for.</summary>
    public string VirtualAddress => _row.VirtualAddress.ToString();

    /// <summary>The port the client asked for.</summary>
    public int VirtualPort => _row.VirtualPort;

    /// <summary>The real server's address and port.</summary>
    public string RealServer => LvsNames.Endpoint(ServerAddress, ServerPort);

    /// <summary>The real server's address.</summary>
    public string ServerAddress => _row.ServerAddress.ToString();

    /// <summary>The real server's port.</summary>
    public int ServerPort => _row.ServerPort;

    /// <summary>The state by IPVS's name: ESTABLISHED, SYN_RECV, FIN_WAIT, UDP, NONE …</summary>
    public string State => LvsConnectionStates.Name(_row.Protocol, _row.State, Template);

    /// <summary>Seconds until it expires if no more packets come.</summary>
    public double Expires => _row.ExpiresTenths / 10.0;

    /// <summary>Seconds since it was opened.</summary>
    public long Age => _row.AgeSeconds;

    /// <summary>True for a persistence template.</summary>
    public bool Template => _row.Flags.HasFlag(LvsConnectionFlags.Template);

    /// <summary>Masquerade, DirectRouting, Tunnel or Local.</summary>
    public string ForwardingMethod => _row.ForwardingMethod().ToString();

    /// <summary>The firewall mark it came in by, 0 for none.</summary>
    public long FirewallMark => _row.FirewallMark;

    /// <summary>Packets from the client.</summary>
    public long InPackets => (long)_row.InPackets;

    /// <summary>Bytes from the client, IP headers included.</summary>
    public long InBytes => (long)_row.InBytes;

    /// <summary>Packets from the server that passed the director.</summary>
    public long OutPackets => (long)_row.OutPackets;

    /// <summary>Bytes from the server that passed the director.</summary>
    public long OutBytes => (long)_row.OutBytes;

    /// <summary>What identifies it at the director.</summary>
    internal LvsConnectionKey Key => new()
    {
        Protocol = _row.ProtocolName(),
        ClientAddress = ClientAddress,
        ClientPort = ClientPort,
        VirtualAddress = VirtualAddress,
        VirtualPort = VirtualPort,
        Template = Template,
    };

    /// <summary>Client, virtual address and real server.</summary>
    public override string ToString() =>
        $"{LvsNames.Endpoint(ClientAddress, ClientPort)} -> {LvsNames.Endpoint(VirtualAddress, VirtualPort)} -> {RealServer}";
}
