namespace Lvs.Engine.Connections;

/// <summary>IPVS's states of a TCP connection, by its numbers (ip_vs.h, IP_VS_TCP_S_*).</summary>
public enum TcpState : byte
{
    /// <summary>Just made.</summary>
    None = 0,

    /// <summary>Data flows.</summary>
    Established = 1,

    /// <summary>The server opened.</summary>
    SynSent = 2,

    /// <summary>The client opened.</summary>
    SynReceived = 3,

    /// <summary>The server closed first, or in direct routing and tunnelling anybody.</summary>
    FinWait = 4,

    /// <summary>Both closed.</summary>
    TimeWait = 5,

    /// <summary>Reset.</summary>
    Close = 6,

    /// <summary>The client closed first.</summary>
    CloseWait = 7,

    /// <summary>The last acknowledgement is awaited.</summary>
    LastAck = 8,

    /// <summary>Listening; for FTP's data connections.</summary>
    Listen = 9,

    /// <summary>secure_tcp's half-open state.</summary>
    SynAck = 10,
}
