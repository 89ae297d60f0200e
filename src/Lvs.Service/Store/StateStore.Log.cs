namespace Lvs.Service.Store;

/// <content>Log messages.</content>
internal sealed partial class StateStore
{
    [LoggerMessage(LogLevel.Error, "The rules could not be written to {Path}; changes are refused until they can")]
    private static partial void LogFailed(ILogger logger, Exception exception, string path);

    [LoggerMessage(LogLevel.Critical,
        "{Path} may hold changes that were refused: a restart before the next change would bring them in force")]
    private static partial void LogNotPutBack(ILogger logger, Exception exception, string path);

    [LoggerMessage(LogLevel.Critical,
        "Changes that could not be written could not be taken back either: what is in force is not what is on disk")]
    private static partial void LogNotTakenBack(ILogger logger, Exception exception);
}
