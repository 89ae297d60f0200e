using Lvs.Client;
using Lvs.Lab.Topologies;

namespace Lvs.Lab.Scenarios;

/// <summary>A client asking a virtual service a number of times, and what should come of it.</summary>
internal sealed record Exchange
{
    /// <summary>TCP (curl) or UDP.</summary>
    public required LvsProtocol Protocol { get; init; }

    /// <summary>Whom the client asks.</summary>
    public required Dual Vip { get; init; }

    /// <summary>At which port.</summary>
    public required int Port { get; init; }

    /// <summary>How many connections, one after the other.</summary>
    public required int Count { get; init; }

    /// <summary>The scheduler's promise.</summary>
    public required Expectation Expected { get; init; }

    /// <summary>Which of the client's addresses asks.</summary>
    public int Client { get; init; }

    /// <summary>A word in front of the counts where a scenario has several exchanges: the scheduler, the client.</summary>
    public string? Label { get; init; }
}
