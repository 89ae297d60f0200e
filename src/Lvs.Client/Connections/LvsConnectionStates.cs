namespace Lvs.Client;

/// <summary>The names of connection states as IPVS shows them, by protocol and number.</summary>
public static class LvsConnectionStates
{
    private static readonly string[] Tcp =
    [
        "NONE", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN",
        "SYNACK",
    ];

    private static readonly string[] Sctp =
    [
        "NONE", "INIT1", "INIT", "C-SENT", "C-REPLIED", "C-WAIT", "COOKIE", "C-ECHOED", "ESTABLISHED", "S-SENT", "S-RECEIVED",
        "S-ACK-SENT", "REJECTED", "CLOSED",
    ];

    /// <summary>Every name there is, for completion and for checking a filter.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. Tcp.Concat(Sctp).Append("UDP").Append("ASSURED").Distinct()];

    /// <summary>The name of a state; ERR for a number that no state has.</summary>
    /// <param name="protocol">The IANA protocol number.</param>
    /// <param name="state">IPVS's number.</param>
    /// <param name="template">True for a template, which knows only NONE and ASSURED.</param>
    public static string Name(byte protocol, byte state, bool template)
    {
        if (template)
            return state == 0 ? "NONE" : "ASSURED";
        return protocol switch
        {
            6 => state < Tcp.Length ? Tcp[state] : "ERR",
            17 => "UDP",
            132 => state < Sctp.Length ? Sctp[state] : "ERR",
            _ => "NONE",
        };
    }
}
