using System.Collections.Frozen;

namespace Lvs.Engine.Scheduling;

/// <summary>The schedulers by the names that <c>ipvsadm -s</c> takes.</summary>
public static class SchedulerFactory
{
    /// <summary>The name that stands for no scheduler: such a service refuses every connection.</summary>
    public const string None = "none";

    private static readonly FrozenDictionary<string, Func<SchedulingContext, Scheduler>> Schedulers =
        new Dictionary<string, Func<SchedulingContext, Scheduler>>
        {
            ["rr"] = static _ => new RoundRobinScheduler(),
            ["wrr"] = static _ => new WeightedRoundRobinScheduler(),
            ["lc"] = static _ => new LeastConnectionScheduler(),
            ["wlc"] = static _ => new WeightedLeastConnectionScheduler(),
            ["lblc"] = static context => new LocalityLeastConnectionScheduler(context),
            ["lblcr"] = static context => new LocalityReplicationScheduler(context),
            ["dh"] = static _ => new DestinationHashScheduler(),
            ["sh"] = static _ => new SourceHashScheduler(),
            ["sed"] = static _ => new ShortestExpectedDelayScheduler(),
            ["nq"] = static _ => new NeverQueueScheduler(),
            ["fo"] = static _ => new FailoverScheduler(),
            ["ovf"] = static _ => new OverflowScheduler(),
            ["mh"] = static _ => new MaglevScheduler(),
            ["twos"] = static context => new PowerOfTwoChoicesScheduler(context.Random),
        }.ToFrozenDictionary();

    /// <summary>All names but <see cref="None"/>, in the manual page's order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "twos"];

    /// <summary>True for a scheduler's name and for <see cref="None"/>; names are in lower case.</summary>
    public static bool IsKnown(string name) => name == None || Schedulers.ContainsKey(name);

    /// <summary>A scheduler without a service, or null for <see cref="None"/>. The scheduler's flags are read from the service's
    /// settings at each pick, so that editing them does not begin anew.</summary>
    /// <exception cref="ArgumentException">There is no such scheduler.</exception>
    public static Scheduler? Create(string name, SchedulingContext context)
    {
        if (name == None)
            return null;
        return Schedulers.TryGetValue(name, out Func<SchedulingContext, Scheduler>? create)
            ? create(context)
            : throw new ArgumentException($"There is no scheduler '{name}'.", nameof(name));
    }
}
