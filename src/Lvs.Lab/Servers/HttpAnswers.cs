using System.Diagnostics;
using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lvs.Lab.Servers;

/// <summary>
/// A real server's web site. <c>GET /?size=N</c> answers who it is, padded to N bytes; <c>GET /bytes/N?rate=R</c> answers N bytes of
/// <see cref="ContentPattern"/>, R of them a second; <c>PUT /upload</c> answers length and SHA-256 of what it was sent;
/// <c>GET /wait/MS</c> answers who it is after a while, so that the connection is seen open.
/// </summary>
internal static class HttpAnswers
{
    private const int ChunkLength = 128 * 1024;

    /// <summary>Builds the web server; the caller starts and stops it.</summary>
    public static WebApplication Build(ServeOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // A download that stalls while the director is killed must not be hung up on.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (int port in options.Http)
                kestrel.ListenAnyIP(port);
        });
        WebApplication application = builder.Build();
        application.Run(context => AnswerAsync(options.Name, context));
        return application;
    }

    private static Task AnswerAsync(string name, HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (path == "/")
            return SayWhoAsync(name, context);
        if (path == "/upload")
            return DigestAsync(context);
        if (path.StartsWith("/bytes/", StringComparison.Ordinal) && TryNumber(path[7..], out long length))
            return SendAsync(length, context);
        if (path.StartsWith("/wait/", StringComparison.Ordinal) && TryNumber(path[6..], out long milliseconds))
            return WaitAsync(name, TimeSpan.FromMilliseconds(milliseconds), context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There are /, /?size=N, /bytes/N, /wait/MILLISECONDS and /upload.\n");
    }

    private static Task SayWhoAsync(string name, HttpContext context)
    {
        ConnectionInfo connection = context.Connection;
        Answer answer = new(
            name,
            Answer.Plain(connection.RemoteIpAddress!, connection.RemotePort),
            Answer.Plain(connection.LocalIpAddress!, connection.LocalPort));
        int size = TryNumber(context.Request.Query["size"], out long wanted) ? (int)Math.Min(wanted, 1 << 20) : 0;
        byte[] line = Encoding.ASCII.GetBytes(answer.ToString().PadRight(Math.Max(0, size - 1)) + "\n");
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        context.Response.ContentLength = line.Length;
        return context.Response.Body.WriteAsync(line).AsTask();
    }

    private static async Task WaitAsync(string name, TimeSpan time, HttpContext context)
    {
        await Task.Delay(time, context.RequestAborted);
        await SayWhoAsync(name, context);
    }

    private static async Task SendAsync(long length, HttpContext context)
    {
        long rate = TryNumber(context.Request.Query["rate"], out long wanted) && wanted > 0 ? wanted : long.MaxValue;
        context.Response.ContentType = MediaTypeNames.Application.Octet;
        context.Response.ContentLength = length;
        long started = Stopwatch.GetTimestamp();
        for (long done = 0; done < length;)
        {
            ReadOnlyMemory<byte> part = ContentPattern.Slice(done, Math.Min(ChunkLength, length - done));
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
            done += part.Length;
            TimeSpan ahead = TimeSpan.FromSeconds(done / (double)rate) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.FromMilliseconds(5))
                await Task.Delay(ahead, context.RequestAborted);
        }
    }

    private static async Task DigestAsync(HttpContext context)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[ChunkLength];
        long length = 0;
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0; length += read)
            hash.AppendData(buffer.AsSpan(0, read));
        await context.Response.WriteAsync($"{length} {Convert.ToHexStringLower(hash.GetHashAndReset())}\n");
    }

    private static bool TryNumber(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
