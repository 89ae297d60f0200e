namespace LvsPS;

/// <summary>Completes schedulers, with what each of them does as the tool tip.</summary>
public sealed class SchedulerCompleter() : WordCompleter(
    ("rr", "round robin: each in turn"),
    ("wrr", "weighted round robin: each in turn, as often as its weight says"),
    ("lc", "the fewest connections"),
    ("wlc", "the fewest connections for its weight (the default)"),
    ("sed", "the shortest expected delay"),
    ("nq", "an idle one at once, else the shortest expected delay"),
    ("lblc", "locality: one server a destination, while it is not overloaded"),
    ("lblcr", "locality with a set of servers a destination"),
    ("dh", "by a hash of the destination address"),
    ("sh", "by a hash of the source address"),
    ("mh", "Maglev hash of the source: few clients move when servers come and go"),
    ("fo", "failover: the highest weight takes all"),
    ("ovf", "overflow: the highest weight until it has as many connections"),
    ("twos", "the better of two that are drawn by chance"),
    ("none", "no scheduler: nothing new is accepted"));
