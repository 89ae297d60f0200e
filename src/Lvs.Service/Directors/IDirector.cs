using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Service.Directors;

/// <summary>The director as code on its own thread sees it.</summary>
internal interface IDirector
{
    /// <summary>The rules.</summary>
    RuleBook Rules { get; }

    /// <summary>True when the address is configured on this host.</summary>
    bool IsLocal(InetAddress address);

    /// <summary>Puts settings in force; every one of them is given, and was checked.</summary>
    void Apply(LvsSettings settings);

    /// <summary>Puts timeouts in force; all three are given, in seconds.</summary>
    void Apply(LvsTimeouts timeouts);

    /// <summary>The counters of a service, those of its removed real servers included.</summary>
    TrafficCounters CountersOf(VirtualService service);

    /// <summary>The counters of a real server.</summary>
    TrafficCounters CountersOf(RealServer server);

    /// <summary>The counters of all services together.</summary>
    TrafficCounters Total { get; }

    /// <summary>Sets counters to zero: of one service with its real servers, or with null of everything.</summary>
    void ResetCounters(VirtualService? service);
}
