namespace LvsPS.Commands;

/// <summary>The formats that Export-LvsRules writes.</summary>
public enum ExportFormat
{
    /// <summary>Loses nothing.</summary>
    Json,

    /// <summary>The lines of <c>ipvsadm -S</c>, for <c>ipvsadm -R</c>.</summary>
    Ipvsadm,
}
