namespace Lvs.Service.Problems;

/// <content>Log messages.</content>
internal static partial class ProblemMiddleware
{
    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception exception, string method, string path);
}
