namespace Lvs.Client;

/// <summary>One entry of the connection table.</summary>
public sealed record LvsConnection
{
    /// <summary>The transport protocol; IP for the template of a firewall-mark service.</summary>
    public LvsProtocol Protocol { get; set; }

    /// <summary>The client's address; for a template its network.</summary>
    public string ClientAddress { get; set; } = "";

    /// <summary>The client's port, 0 for a template.</summary>
    public int ClientPort { get; set; }

    /// <summary>The address the client asked for; for a firewall-mark template the mark written as an address, as ipvsadm shows
    /// it.</summary>
    public string VirtualAddress { get; set; } = "";

    /// <summary>The port the client asked for.</summary>
    public int VirtualPort { get; set; }

    /// <summary>The real server's address.</summary>
    public string ServerAddress { get; set; } = "";

    /// <summary>The real server's port.</summary>
    public int ServerPort { get; set; }

    /// <summary>The state by IPVS's name: ESTABLISHED, SYN_RECV, FIN_WAIT, UDP, NONE …</summary>
    public string State { get; set; } = "";

    /// <summary>Seconds until it expires if no more packets come.</summary>
    public double Expires { get; set; }

    /// <summary>True for a persistence template.</summary>
    public bool Template { get; set; }

    /// <summary>How its packets reach the real server.</summary>
    public LvsForwardingMethod ForwardingMethod { get; set; }

    /// <summary>The id of the service it came in by.</summary>
    public string Service { get; set; } = "";

    /// <summary>The firewall mark it came in by, 0 for none.</summary>
    public long FirewallMark { get; set; }

    /// <summary>Packets from the client.</summary>
    public long InPackets { get; set; }

    /// <summary>Bytes from the client, IP headers included.</summary>
    public long InBytes { get; set; }

    /// <summary>Packets from the server that passed the director (masquerading).</summary>
    public long OutPackets { get; set; }

    /// <summary>Bytes from the server that passed the director.</summary>
    public long OutBytes { get; set; }
}
