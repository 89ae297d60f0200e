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
