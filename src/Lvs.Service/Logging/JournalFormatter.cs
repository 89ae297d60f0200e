using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Lvs.Service.Logging;

/// <summary>Lines for the console: under the journal with a priority and no time (sd-daemon(3)), else with the time.</summary>
/// <param name="journal">True when the journal reads the console.</param>
internal sealed class JournalFormatter(bool journal) : ITextFormatter
{
    // Strings as they are; the plain rendering would put them in quotes.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}");

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (journal)
            output.Write(Priority(logEvent.Level));
        else
            output.Write($"{logEvent.Timestamp:HH:mm:ss.fff} {Name(logEvent.Level)} ");
        Message.Format(logEvent, output);
        output.WriteLine();
        if (logEvent.Exception is null)
            return;
        foreach (string line in logEvent.Exception.ToString().Split('\n'))
        {
            if (journal)
                output.Write(Priority(logEvent.Level));
            output.Write("  ");
            output.WriteLine(line.TrimEnd('\r'));
        }
    }

    private static string Priority(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "<2>",
        LogEventLevel.Error => "<3>",
        LogEventLevel.Warning => "<4>",
        LogEventLevel.Information => "<6>",
        _ => "<7>",
    };

    private static string Name(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "CRIT",
        LogEventLevel.Error => "ERR ",
        LogEventLevel.Warning => "WARN",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Debug => "DBUG",
        _ => "TRCE",
    };
}
