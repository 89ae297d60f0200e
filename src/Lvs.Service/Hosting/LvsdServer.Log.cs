namespace Lvs.Service.Hosting;

/// <content>Log messages.</content>
internal sealed partial class LvsdServer
{
    [LoggerMessage(LogLevel.Information, "Ready: listening at {Socket}, {Services} services")]
    private static partial void LogReady(ILogger logger, string socket, int services);

    [LoggerMessage(LogLevel.Information, "Stopping; the data path stays")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The virtual address {Address} could not be put on {Interface}, or taken off: {Reason}")]
    private static partial void LogAddressFailed(ILogger logger, string address, string @interface, string reason);
}
