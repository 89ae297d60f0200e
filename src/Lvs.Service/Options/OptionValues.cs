using System.Globalization;
using Lvs.Xdp;

namespace Lvs.Service.Options;

/// <summary>Values that both the command line and the configuration file can give.</summary>
internal static class OptionValues
{
    /// <summary>Slot numbers have 24 bits.</summary>
    public const int MaximumConnections = DataPlaneOptions.MaxConnections;

    public const int MinimumConnections = 1024;

    public const int MaximumServers = 1 << 20;

    public static int ParseConnections(string text, Func<string, Exception> error) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? CheckConnections(number, error)
            : throw error($"'{text}' is no number of connections; give {MinimumConnections} to {MaximumConnections}");

    public static int CheckConnections(int number, Func<string, Exception> error) =>
        number is 0 or (>= MinimumConnections and <= MaximumConnections)
            ? number
            : throw error(
                $"a table of {number} connections cannot be made; give {MinimumConnections} to {MaximumConnections}, "
                    + "or 0 for a size by memory");

    public static int CheckServers(int number, Func<string, Exception> error) => number is >= 1 and <= MaximumServers
        ? number
        : throw error($"a table of {number} real servers cannot be made; give 1 to {MaximumServers}");

    /// <summary>Entries by the machine's memory: a sixteenth of it, 65,536 to 1,048,576 of them.</summary>
    /// <param name="memory">Bytes.</param>
    public static int ConnectionsFor(long memory)
    {
        // 192 bytes of the slot, and 16 of the index for its two directions at half load.
        const int bytesAConnection = 208;
        return (int)Math.Clamp(memory / 16 / bytesAConnection, 1 << 16, 1 << 20);
    }

    public static LogLevel ParseLogLevel(string text, Func<string, Exception> error) => text.ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "information" or "info" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        _ => throw error($"'{text}' is no log level; use trace, debug, information, warning, error or critical"),
    };
}
