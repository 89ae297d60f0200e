namespace Lvs.Benchmarks.Traffic;

/// <summary>TRAFFIC_*: how flows follow each other, and what becomes of connections.</summary>
[Flags]
internal enum TrafficOrder : uint
{
    /// <summary>One flow after the other.</summary>
    InTurn = 0,

    /// <summary>In an order that jumps about, so that no cache helps.</summary>
    Scattered = 1,

    /// <summary>From the server to the clients.</summary>
    Reply = 2,

    /// <summary>Connections that were served stay open.</summary>
    Hold = 4,
}
