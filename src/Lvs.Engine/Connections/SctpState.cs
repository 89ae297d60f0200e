namespace Lvs.Engine.Connections;

/// <summary>IPVS's states of an SCTP association, by its numbers (ip_vs.h, IP_VS_SCTP_S_*).</summary>
public enum SctpState : byte
{
    /// <summary>Just made.</summary>
    None = 0,

    /// <summary>The client's first INIT.</summary>
    Init1 = 1,

    /// <summary>INIT again.</summary>
    Init = 2,

    /// <summary>The server sent its cookie.</summary>
    CookieSent = 3,

    /// <summary>The client sent it back.</summary>
    CookieReplied = 4,

    /// <summary>The server opened; its cookie is awaited.</summary>
    CookieWait = 5,

    /// <summary>The client sent a cookie.</summary>
    Cookie = 6,

    /// <summary>The server sent it back.</summary>
    CookieEchoed = 7,

    /// <summary>Data flows.</summary>
    Established = 8,

    /// <summary>The server wants to end.</summary>
    ShutdownSent = 9,

    /// <summary>The client wants to end.</summary>
    ShutdownReceived = 10,

    /// <summary>The end was confirmed.</summary>
    ShutdownAckSent = 11,

    /// <summary>Refused.</summary>
    Rejected = 12,

    /// <summary>Over.</summary>
    Closed = 13,
}
