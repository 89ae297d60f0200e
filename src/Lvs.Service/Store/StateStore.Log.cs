namespace Lvs.Service.Store;

/// <content>Log messages.</content>
internal sealed partial class StateStore
{
    [LoggerMessage(LogLevel.Error, "The rules could not be written to {Path}; changes are refused until they can")]
    private static partial void LogFailed(ILogger logger, Exception exception, string path);
}
