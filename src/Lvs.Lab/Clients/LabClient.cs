using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
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

    /// <summary>Fetches a glob of URLs with one curl that keeps many connections open at once.</summary>
    /// <param name="url">A page that answers who it is; <c>[1-200]</c> in it counts.</param>
    /// <param name="together">How many at once.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LabException">One request or more failed; what curl said.</exception>
    public async Task<IReadOnlyList<Answer>> FetchTogetherAsync(string url, int together, CancellationToken cancellation)
    {
        List<string> command =
        [
            .. Curl(maxSeconds: 60), "--parallel", "--parallel-immediate", "--parallel-max", $"{together}", "--no-progress-meter", url,
        ];
        return Parse(await Node.ExecuteAsync(command, cancellation));
    }

    /// <summary>Fetches a page with curl.</summary>
    /// <returns>Its text.</returns>
    /// <exception cref="LabException">curl failed; what it said.</exception>
    public async Task<string> GetAsync(string url, CancellationToken cancellation) =>
        (await Node.ExecuteAsync([.. Curl(), url], cancellation)).EnsureSuccess();

    /// <summary>Downloads with curl.</summary>
    /// <returns>The SHA-256 of what came, in lower-case hexadecimal.</returns>
    /// <exception cref="LabException">curl failed; what it said.</exception>
    public async Task<string> DownloadDigestAsync(string url, CancellationToken cancellation)
    {
        using Process process = Command.Start(Node.Enter([.. Curl(maxSeconds: 300), url]));
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        byte[] digest = await SHA256.HashDataAsync(process.StandardOutput.BaseStream, cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? Convert.ToHexStringLower(digest)
            : throw new LabException($"curl {url} ended with {process.ExitCode}: {(await error).Trim()}");
    }

    /// <summary>Uploads the beginning of <see cref="ContentPattern"/> with curl.</summary>
    /// <returns>What the server answers: length and SHA-256.</returns>
    /// <exception cref="LabException">curl failed; what it said.</exception>
    public async Task<string> UploadAsync(string url, long length, CancellationToken cancellation)
    {
        using Process process = Command.Start(Node.Enter(
            [.. Curl(maxSeconds: 300), "--expect100-timeout", "1", "--upload-file", "-", url]));
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await ContentPattern.WriteAsync(process.StandardInput.BaseStream, length, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // curl gave up; what it says about it is told below.
        }

        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new LabException($"curl {url} ended with {process.ExitCode}: {(await error).Trim()}");
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
