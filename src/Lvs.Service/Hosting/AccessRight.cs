namespace Lvs.Service.Hosting;

/// <summary>What a peer may do.</summary>
internal enum AccessRight
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Read and change.</summary>
    Change,
}
