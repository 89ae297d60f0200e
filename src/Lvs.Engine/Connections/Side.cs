namespace Lvs.Engine.Connections;

/// <summary>Which of the state tables applies: enum lvs_side.</summary>
internal enum Side
{
    /// <summary>From the client, when the server's packets are seen as well.</summary>
    Input = 0,

    /// <summary>From the real server.</summary>
    Output = 1,

    /// <summary>From the client, when nothing of the server's is seen: direct routing and tunnels.</summary>
    InputOnly = 2,
}
