namespace LvsPS;

/// <summary>The three timeouts in seconds, of the director or of one service.</summary>
public sealed class Timeout
{
    /// <summary>The service; null for the director's, which services follow that have none of their own.</summary>
    public string? Service { get; init; }

    /// <summary>TCP ESTABLISHED; null in a service that follows the director here.</summary>
    public long? Tcp { get; init; }

    /// <summary>TCP FIN_WAIT; null in a service that follows the director here.</summary>
    public long? TcpFin { get; init; }

    /// <summary>UDP; null in a service that follows the director here.</summary>
    public long? Udp { get; init; }

    internal static Timeout From(string? service, LvsTimeouts? timeouts) => new()
    {
        Service = service,
        Tcp = timeouts is { Tcp: > 0 } ? timeouts.Tcp : null,
        TcpFin = timeouts is { TcpFin: > 0 } ? timeouts.TcpFin : null,
        Udp = timeouts is { Udp: > 0 } ? timeouts.Udp : null,
    };
}
