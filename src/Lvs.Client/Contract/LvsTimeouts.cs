namespace Lvs.Client;

/// <summary>The three timeouts of <c>ipvsadm --set</c>, in seconds; 0 in a request leaves one as it is. At most
/// 31535999.</summary>
public sealed record LvsTimeouts
{
    /// <summary>TCP ESTABLISHED.</summary>
    public long Tcp { get; set; }

    /// <summary>TCP FIN_WAIT.</summary>
    public long TcpFin { get; set; }

    /// <summary>UDP.</summary>
    public long Udp { get; set; }
}
