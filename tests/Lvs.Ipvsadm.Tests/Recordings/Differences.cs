namespace Lvs.Ipvsadm.Tests.Recordings;

/// <summary>
/// Everything in which our ipvsadm differs from the recordings of ipvsadm 1.31. "(size=4096)" is none of it: it is the size of the
/// table of connections, and the tests' lvsd has as large a one.
/// </summary>
internal static class Differences
{
    /// <summary>Commands of the recordings that are not ipvsadm's; they are left out on both sides.</summary>
    public const string KernelFiles = @"^\$ sh -c .*\n(?:(?!\$ ).*\n)*";

    public static readonly Difference[] All =
    [
        new(
            "cli-timeout", "The files of the kernel's ip_vs module are not ipvsadm's, and there is no such module.", KernelFiles, ""),
        new(
            "cli-save-restore",
            "ipvsadm loses the thresholds when it saves rules (-x, -y); a restored rule set must be the one that was saved.",
            "^(-a -t 192.0.2.10:(80|http) -r 10.0.0.1:(8080|http-alt) -m -w 3)$", "$1 -x 10 -y 5"),
        new(
            "cli-daemon",
            "lvsd keeps and lists the synchronisation daemons but does not synchronise yet, and says so.",
            @"^(\$ ipvsadm --start-daemon (?:master|backup) --mcast-interface dv0.*\n)(?!2> )",
            "${1}2> ipvsadm: lvsd keeps and lists this daemon, but does not synchronise connections yet\n"),
    ];
}
