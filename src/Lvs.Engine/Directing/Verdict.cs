namespace Lvs.Engine.Directing;

/// <summary>What becomes of a first packet: the <c>ignored</c> of ip_vs_schedule by name.</summary>
internal enum Verdict
{
    /// <summary>A real server was chosen.</summary>
    Assigned,

    /// <summary>It is not for the director: the host's stack may have it (1).</summary>
    Pass,

    /// <summary>No real server may take it (0): the client is told.</summary>
    Refuse,

    /// <summary>It is dropped without a word (-1), and has been counted.</summary>
    Drop,
}
