namespace Lvs.Service.Hosting;

/// <content>Log messages.</content>
internal static partial class AccessMiddleware
{
    [LoggerMessage(LogLevel.Warning, "Refused {Method} {Path} of user {User} (process {ProcessId})")]
    private static partial void LogRefused(ILogger logger, uint user, int processId, string method, string path);
}
