namespace Lvs.Engine.Forwarding;

/// <summary>What is known of the way to an address.</summary>
public enum NextHopState
{
    /// <summary>Complete.</summary>
    Resolved,

    /// <summary>There is a route, but the neighbour has not answered yet; it has been asked.</summary>
    Pending,

    /// <summary>No route, or the neighbour does not answer.</summary>
    Unreachable,

    /// <summary>The address is the director's own.</summary>
    Local,
}
