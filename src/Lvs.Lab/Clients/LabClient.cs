using System.Net;
using Lvs.Lab.Network;
using Lvs.Lab.Processes;
using Lvs.Lab.Servers;

namespace Lvs.Lab.Clients;

/// <summary>What runs on the client node: the real curl, and the lab's own UDP client.</summary>
/// <param name="node">The client.</param>
internal sealed class LabClient(LabNode node)
{
    /// <summary>The node it runs on.</summary>
    public LabNode Node { get; } = node;

    /// <summary>Fetches <c>/</c> with curl, one after the other, a new connection each time.</summary>
    /// <param name="target">The virtual service.</param>
    /// <param name="count">How often.</param>
    /// <param name="size">How many bytes each answer should have.</param>
    /// <param name="source">The address to ask from; null leaves it to the route.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LabException">curl failed; what it said.</exception>
    public async Task<IReadOnlyList<Answer>> FetchAsync(
        IPEndPoint target, int count, int size, IPAddress? source, CancellationToken cancellation)
    {
        List<string> command = [.. Curl(source), $"http://{target}/?size={size}&n=[1-{count}]"];
        return Parse(await Node.ExecuteAsync(command, cancellation));
    }

    /// <summary>Datagrams a connection, so that there is a fast path to see.</summary>
    public const int Datagrams = 3;

    /// <summary>Asks over UDP, one connection after the other, <see cref="Datagrams"/> from each port.</summary>
    /// <inheritdoc cref="FetchAsync"/>
    public async Task<IReadOnlyList<Answer>> AskAsync(
        IPEndPoint target, int count, int size, IPAddress? source, CancellationToken cancellation)
    {
        List<string> command =
        [
            .. Executables.Lab(), "ask", target.ToString(), "--count", $"{count}", "--size", $"{size}", "--datagrams", $"{Datagrams}",
        ];
        if (source is not null)
            command.AddRange(["--source", source.ToString()]);
        return Parse(await Node.ExecuteAsync(command, cancellation));
    }

    /// <summary>curl and the options that every use shares: quiet but for errors, a new connection a request.</summary>
    public static IReadOnlyList<string> Curl(IPAddress? source = null, int maxSeconds = 20) =>
    [
        "curl", "--silent", "--show-error", "--fail", "--noproxy", "*", "--max-time", $"{maxSeconds}", "--header", "Connection: close",
        .. source is null ? Array.Empty<string>() : ["--interface", source.ToString()],
    ];

    private static List<Answer> Parse(CommandResult result) =>
        [.. result.EnsureSuccess().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Answer.Parse)];
}
