using Lvs.Lab.Processes;
using Lvs.Lab.Servers;
using Microsoft.AspNetCore.Builder;

namespace Lvs.Lab.Commands;

/// <summary><c>serve</c>: a real server, HTTP and UDP, in the namespace it is started in, until SIGTERM or its owner's end.</summary>
internal static class ServeCommand
{
    /// <summary>Serves.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ServeOptions options = ServeOptions.Parse(arguments);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using WebApplication? web = options.Http.Count > 0 ? HttpAnswers.Build(options) : null;
        using UdpAnswers? udp = options.Udp.Count > 0 ? new UdpAnswers(options) : null;
        if (web is not null)
            await web.StartAsync(stop.Token);
        Task answering = udp?.RunAsync(stop.Token) ?? Task.CompletedTask;
        if (options.ReadyFile is { } ready)
            File.WriteAllText(ready, "");
        Console.WriteLine($"{options.Name} serves HTTP on {Ports(options.Http)} and UDP on {Ports(options.Udp)}.");
        await WaitAsync(options.Owner, stop.Token);
        await stop.CancelAsync();
        await answering;
        return 0;
    }

    private static string Ports(IReadOnlyList<int> ports) => ports.Count > 0 ? string.Join(", ", ports) : "nothing";

    private static async Task WaitAsync(int? owner, CancellationToken cancellation)
    {
        try
        {
            while (owner is not { } pid || BackgroundProcess.Kill(pid, 0) == 0)
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }
}
