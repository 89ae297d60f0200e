using Serilog.Core;
using Serilog.Events;

namespace Lvs.Service.Logging;

/// <summary>Lets through what one source says at most once in a while: a client that connects in a loop must not fill the log.</summary>
/// <param name="source">The source's name; everybody else is let through.</param>
/// <param name="interval">How long it has to be silent.</param>
internal sealed class RepeatFilter(string source, TimeSpan interval) : ILogEventFilter
{
    private long _next;

    /// <inheritdoc/>
    public bool IsEnabled(LogEvent logEvent)
    {
        if (!logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out LogEventPropertyValue? value)
            || value is not ScalarValue { Value: string name } || name != source)
            return true;
        long now = logEvent.Timestamp.UtcTicks;
        long next = Volatile.Read(ref _next);
        return now >= next && Interlocked.CompareExchange(ref _next, now + interval.Ticks, next) == next;
    }
}
