namespace Lvs.Client.Formats;

/// <summary>The languages that rules are written in.</summary>
public enum RuleFileFormat
{
    /// <summary>The body of <c>PUT /v1/rules</c>; says everything.</summary>
    Json,

    /// <summary>What <c>ipvsadm -S</c> prints and <c>ipvsadm -R</c> reads: a command a line.</summary>
    Ipvsadm,

    /// <summary>The virtual_server blocks of a keepalived.conf; read only.</summary>
    Keepalived,
}
