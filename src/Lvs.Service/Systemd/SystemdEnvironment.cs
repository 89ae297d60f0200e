using System.Globalization;
using Lvs.Service.Interop;
using Lvs.Service.Options;

namespace Lvs.Service.Systemd;

/// <summary>What systemd tells a service by its environment (sd_notify(3), sd_listen_fds(3), sd_watchdog_enabled(3)).</summary>
/// <param name="NotifySocket">Where to send notifications; null for nowhere.</param>
/// <param name="ListenDescriptor">The listening socket passed to us; null for none.</param>
/// <param name="WatchdogInterval">How often we must show that we live; null for never.</param>
/// <param name="IsJournal">True when the console is the journal, which wants priorities and no times.</param>
internal sealed record SystemdEnvironment(string? NotifySocket, int? ListenDescriptor, TimeSpan? WatchdogInterval, bool IsJournal)
{
    private const int FirstDescriptor = 3; // SD_LISTEN_FDS_START

    /// <summary>Reads the environment; what is meant for another process (LISTEN_PID, WATCHDOG_PID) does not count.</summary>
    /// <exception cref="StartupException">More than one socket was passed.</exception>
    public static SystemdEnvironment Read(Func<string, string?> variable, int processId)
    {
        string? notify = variable("NOTIFY_SOCKET");
        return new SystemdEnvironment(
            string.IsNullOrEmpty(notify) ? null : notify, Listen(variable, processId), Watchdog(variable, processId),
            !string.IsNullOrEmpty(variable("JOURNAL_STREAM")));
    }

    /// <summary>Keeps the passed socket and the variables from the processes we start.</summary>
    public void Claim()
    {
        if (ListenDescriptor is { } descriptor)
            _ = LibC.Fcntl(descriptor, LibC.F_SETFD, LibC.FD_CLOEXEC);
        foreach (string name in (string[])["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_USEC",
            "WATCHDOG_PID"])
            Environment.SetEnvironmentVariable(name, null);
    }

    private static int? Listen(Func<string, string?> variable, int processId)
    {
        if (Number(variable("LISTEN_PID")) != processId || Number(variable("LISTEN_FDS")) is not { } count || count == 0)
            return null;
        return count == 1
            ? FirstDescriptor
            : throw new StartupException(
                $"systemd passed {count} sockets (LISTEN_FDS), but lvsd listens on one.",
                "Keep one ListenStream= in lvsd.socket.");
    }

    private static TimeSpan? Watchdog(Func<string, string?> variable, int processId)
    {
        long? owner = Number(variable("WATCHDOG_PID"));
        return Number(variable("WATCHDOG_USEC")) is { } microseconds && microseconds > 0 && (owner is null || owner == processId)
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
