using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>The names of scheduler flags: ipvsadm's numbered ones, and those of the schedulers that give them a
/// meaning.</summary>
internal static class SchedulerFlagNames
{
    public static SchedulerFlags Parse(IReadOnlyList<string>? names, string scheduler, string path)
    {
        SchedulerFlags flags = SchedulerFlags.None;
        foreach (string name in names ?? [])
        {
            flags |= name switch
            {
                "flag-1" => SchedulerFlags.Fallback,
                "flag-2" => SchedulerFlags.Port,
                "flag-3" => SchedulerFlags.Flag3,
                "sh-fallback" when scheduler == "sh" => SchedulerFlags.Fallback,
                "mh-fallback" when scheduler == "mh" => SchedulerFlags.Fallback,
                "sh-port" when scheduler == "sh" => SchedulerFlags.Port,
                "mh-port" when scheduler == "mh" => SchedulerFlags.Port,
                _ => throw Problem.Rule(
                    RuleError.InvalidSchedulerFlags, name, $"'{name}' is no flag of scheduler {scheduler}.",
                    "Use sh-fallback and sh-port with sh, mh-fallback and mh-port with mh, or flag-1, flag-2, flag-3.", path),
            };
        }

        return flags;
    }

    public static IReadOnlyList<string>? Format(SchedulerFlags flags, string scheduler)
    {
        if (flags == SchedulerFlags.None)
            return null;
        bool named = scheduler is "sh" or "mh";
        List<string> names = [];
        if ((flags & SchedulerFlags.Fallback) != 0)
            names.Add(named ? $"{scheduler}-fallback" : "flag-1");
        if ((flags & SchedulerFlags.Port) != 0)
            names.Add(named ? $"{scheduler}-port" : "flag-2");
        if ((flags & SchedulerFlags.Flag3) != 0)
            names.Add("flag-3");
        return names;
    }
}
