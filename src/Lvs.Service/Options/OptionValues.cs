using System.Globalization;

namespace Lvs.Service.Options;

/// <summary>Values that both the command line and the configuration file can give.</summary>
internal static class OptionValues
{
    /// <summary>The shared table's entries hold slot numbers in 24 bits.</summary>
    public const int MaximumConnections = (1 << 24) - 1;

    public const int MinimumConnections = 1024;

    public static int ParseConnections(string text, Func<string, Exception> error) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? CheckConnections(number, error)
            : throw error($"'{text}' is no number of connections; give {MinimumConnections} to {MaximumConnections}");

    public static int CheckConnections(int number, Func<string, Exception> error) =>
        number is 0 or (>= MinimumConnections and <= MaximumConnections)
            ? number
            : throw error(
                $"a table of {number} connections cannot be made; give {MinimumConnections} to {MaximumConnections}, or 0 for a size by memory");

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
