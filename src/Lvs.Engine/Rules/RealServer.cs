namespace Lvs.Engine.Rules;

/// <summary>
/// A real server of one virtual service: its rule, and what its connections come to. It outlives its removal from the
/// service while connections refer to it, so that adding it again brings them back (IPVS's destination trash).
/// </summary>
public sealed class RealServer
{
    internal RealServer(int id, VirtualService service, ServerKey key, ServerSettings settings)
    {
        Id = id;
        Service = service;
        Key = key;
        Settings = settings;
    }

    /// <summary>Its number in the shared tables, at least 1; kept over restarts, and while any connection refers to it.</summary>
    public int Id { get; }

    /// <summary>The service it belongs to, or belonged to when removed.</summary>
    public VirtualService Service { get; internal set; }

    /// <summary>Address and port.</summary>
    public ServerKey Key { get; }

    /// <summary>The rule as it stands.</summary>
    public ServerSettings Settings { get; internal set; }

    /// <summary>False once removed from its service (IP_VS_DEST_F_AVAILABLE).</summary>
    public bool IsAvailable { get; internal set; }

    /// <summary>True while the upper threshold was reached and the lower one not yet undercut (IP_VS_DEST_F_OVERLOAD).</summary>
    public bool IsOverloaded { get; internal set; }

    /// <summary>Connections in an active state: TCP ESTABLISHED, SYN_SENT, SYN_RECV, SYNACK; SCTP ESTABLISHED.</summary>
    public int ActiveConnections { get; internal set; }

    /// <summary>All others that are no templates.</summary>
    public int InactiveConnections { get; internal set; }

    /// <summary>Persistence templates that point here.</summary>
    public int PersistentConnections { get; internal set; }

    /// <summary>Table entries of any kind that refer to it, templates included; 0 lets the trash forget it.</summary>
    public int References { get; internal set; }

    /// <summary>When it was removed, in ticks (see Ticks); meaningful while not <see cref="IsAvailable"/>.</summary>
    internal uint RemovedAt { get; set; }

    /// <summary>Its place in the service's list, for the schedulers' indexes; they alone read and write it.</summary>
    internal int Position { get; set; } = -1;
}
