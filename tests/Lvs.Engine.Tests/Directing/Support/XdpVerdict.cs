namespace Lvs.Engine.Tests.Directing;

/// <summary>What the XDP program decided about a frame.</summary>
internal enum XdpVerdict
{
    /// <summary>It has left.</summary>
    Sent,

    /// <summary>The director is to decide.</summary>
    Up,

    /// <summary>It is the host's.</summary>
    Pass,

    /// <summary>It is nobody's any more.</summary>
    Drop,
}
