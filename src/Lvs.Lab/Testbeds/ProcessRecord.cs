using System.Globalization;
using Lvs.Lab.Processes;

namespace Lvs.Lab.Testbeds;

/// <summary>A process that a lab started, so written down that another one with the same number is never mistaken for it.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTime">When it began, in clock ticks after boot: field 22 of /proc/PID/stat.</param>
internal sealed record ProcessRecord(int Id, long StartTime)
{
    private const int SIGKILL = 9;

    /// <summary>Writes a running process down; null when it has ended already.</summary>
    public static ProcessRecord? Of(int id) => StartTimeOf(id) is { } time ? new ProcessRecord(id, time) : null;

    /// <summary>True while this very process runs.</summary>
    public bool IsAlive => StartTimeOf(Id) == StartTime;

    /// <summary>Ends it at once, if it still runs.</summary>
    public void Kill()
    {
        if (IsAlive)
            _ = BackgroundProcess.Kill(Id, SIGKILL);
    }

    private static long? StartTimeOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");

            // The second field is the program's name in brackets, and may hold anything, brackets and blanks included. A process that
            // has ended and is waited for (Z) is no longer running.
            string[] rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return rest[0] == "Z" ? null : long.Parse(rest[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
