using Lvs.Service.Options;

namespace Lvs.Service.Hosting;

internal static class LvsdRun
{
    public static Task RunAsync(LvsdOptions options) => throw new StartupException(options.Socket, "");
}
