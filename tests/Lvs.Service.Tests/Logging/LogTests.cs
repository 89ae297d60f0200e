using Lvs.Service.Logging;
using Lvs.Service.Options;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Lvs.Service.Tests.Logging;

public sealed class LogTests
{
    [Theory]
    [InlineData(LogEventLevel.Error, "<3>listening at /run/s with 3\n")]
    [InlineData(LogEventLevel.Warning, "<4>listening at /run/s with 3\n")]
    [InlineData(LogEventLevel.Information, "<6>listening at /run/s with 3\n")]
    [InlineData(LogEventLevel.Debug, "<7>listening at /run/s with 3\n")]
    public void The_journal_gets_priorities_and_no_times(LogEventLevel level, string expected) =>
        Assert.Equal(expected, Format(new JournalFormatter(journal: true), level, null));

    [Fact]
    public void A_console_gets_times() =>
        Assert.Equal(
            "12:34:56.789 WARN listening at /run/s with 3\n",
            Format(new JournalFormatter(journal: false), LogEventLevel.Warning, null));

    [Fact]
    public void Every_line_of_an_exception_has_the_priority()
    {
        string text = Format(new JournalFormatter(journal: true), LogEventLevel.Error, new InvalidOperationException("one\ntwo"));
        Assert.All(text.TrimEnd().Split('\n'), line => Assert.StartsWith("<3>", line));
        Assert.Contains("two", text);
    }

    [Fact]
    public void A_file_gets_the_structure_too()
    {
        string directory = Directory.CreateTempSubdirectory("lvs-log-").FullName;
        LvsdOptions options = new() { LogFile = Path.Combine(directory, "lvsd.log"), LogLevel = LogLevel.Warning };
        using (Logger log = LogSetup.Create(options, journal: true))
        {
            log.Information("not wanted");
            log.ForContext("Extra", 7).Error("wanted {Value}", "x");
        }

        string text = File.ReadAllText(Assert.Single(Directory.GetFiles(directory)));
        Assert.Contains("wanted x", text);
        Assert.Contains("\"Extra\":7", text.Replace(" ", ""));
        Assert.DoesNotContain("not wanted", text);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void A_file_that_cannot_be_written_stops_the_start()
    {
        string file = Path.GetTempFileName();
        LvsdOptions options = new() { LogFile = Path.Combine(file, "lvsd.log") };
        StartupException e = Assert.Throws<StartupException>(() => LogSetup.Create(options, journal: true));
        Assert.Contains(options.LogFile, e.Problem);
        File.Delete(file);
    }

    [Fact]
    public void Connections_turned_away_in_a_loop_do_not_fill_the_log()
    {
        RepeatFilter filter = new("Kestrel", TimeSpan.FromSeconds(10));
        Assert.Equal([true, false, true], ((int[])[0, 9, 10]).Select(second => filter.IsEnabled(Event("Kestrel", second))));
        Assert.All((int[])[11, 11, 12], second => Assert.True(filter.IsEnabled(Event("lvsd", second))));

        static LogEvent Event(string source, int second) => new(
            new DateTimeOffset(2026, 1, 2, 12, 34, second, TimeSpan.Zero), LogEventLevel.Warning, null,
            new MessageTemplateParser().Parse("rejected"), [new LogEventProperty("SourceContext", new ScalarValue(source))]);
    }

    private static string Format(JournalFormatter formatter, LogEventLevel level, Exception? exception)
    {
        LogEvent logEvent = new(
            new DateTimeOffset(2026, 1, 2, 12, 34, 56, 789, TimeSpan.Zero), level, exception,
            new MessageTemplateParser().Parse("listening at {Socket} with {Count}"),
            [new LogEventProperty("Socket", new ScalarValue("/run/s")), new LogEventProperty("Count", new ScalarValue(3))]);
        StringWriter output = new() { NewLine = "\n" };
        formatter.Format(logEvent, output);
        return output.ToString();
    }
}
