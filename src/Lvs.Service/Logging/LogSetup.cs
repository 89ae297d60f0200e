using Lvs.Service.Options;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Lvs.Service.Logging;

/// <summary>Where log messages go.</summary>
internal static class LogSetup
{
    private const string FileTemplate =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {SourceContext} {Message:lj} {Properties:j}{NewLine}{Exception}";

    private static readonly TimeSpan _rejections = TimeSpan.FromSeconds(10);

    /// <summary>The console, and a file of its own every day when one is asked for.</summary>
    /// <exception cref="StartupException">The file cannot be made.</exception>
    public static Logger Create(LvsdOptions options, bool journal)
    {
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.LogLevel))
            .MinimumLevel.Override("Microsoft", Framework(options.LogLevel))
            .Filter.With(new RepeatFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", _rejections))
            .WriteTo.Console(new JournalFormatter(journal), standardErrorFromLevel: LogEventLevel.Verbose);
        if (options.LogFile is { } path)
        {
            CheckWritable(path);
            configuration.WriteTo.File(
                path, outputTemplate: FileTemplate, rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14,
                fileSizeLimitBytes: 256L * 1024 * 1024, rollOnFileSizeLimit: true);
        }

        return configuration.CreateLogger();
    }

    // Serilog would say nothing: a log that is not kept would be noticed on the day that it is needed.
    private static void CheckWritable(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            using FileStream probe = new(path + ".probe", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The log file '{path}' cannot be written: {e.Message}",
                "Name one in a directory that lvsd may write to (under systemd, ReadWritePaths= in the unit says which), or none.", e);
        }
    }

    // What Kestrel has to say matters to who debugs lvsd, and to nobody else.
    private static LogEventLevel Framework(LogLevel level) => level <= LogLevel.Debug ? Level(level) : LogEventLevel.Warning;

    private static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
