namespace LvsPS;

/// <summary>Completes the flags of schedulers.</summary>
public sealed class SchedulerFlagCompleter() : WordCompleter(
    ("sh-port", "sh: the client's port counts, too"),
    ("sh-fallback", "sh: another server when the chosen one is not available"),
    ("mh-port", "mh: the client's port counts, too"),
    ("mh-fallback", "mh: another server when the chosen one is not available"));
