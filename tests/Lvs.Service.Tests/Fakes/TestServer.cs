using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Lvs.Client;
using Lvs.Service.Hosting;
using Lvs.Service.Interop;
using Lvs.Service.Options;
using Lvs.Service.Store;
using Lvs.Service.Systemd;
using Microsoft.Extensions.Logging;

namespace Lvs.Service.Tests.Fakes;

/// <summary>lvsd as it is, on a socket of its own, with a director in memory.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly bool _ownsDirectory;

    private TestServer(string directory, bool ownsDirectory, MemoryAddresses addresses)
    {
        Addresses = addresses;
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        SocketPath = Path.Combine(directory, "s");
        Client = new LvsClient(SocketPath);
        Http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://lvsd/") };
    }

    public string Directory { get; }

    public string SocketPath { get; }

    public LvsClient Client { get; }

    public HttpClient Http { get; }

    public MemoryHost Host { get; } = new();

    public MemoryAddresses Addresses { get; }

    public LvsdServer Server { get; private set; } = null!;

    public static async Task<TestServer> StartAsync(
        Func<LvsdOptions, LvsdOptions>? options = null, string? directory = null, AccessPolicy? policy = null,
        SystemdEnvironment? systemd = null, Action<string>? beforeStoreStep = null, MemoryAddresses? addresses = null)
    {
        TestServer server = new(
            directory ?? System.IO.Directory.CreateTempSubdirectory("lvs-svc-").FullName, directory is null, addresses ?? new());
        LvsdOptions effective = new() { Socket = server.SocketPath, StateDirectory = Path.Combine(server.Directory, "state") };
        effective = options?.Invoke(effective) ?? effective;
        StateFile file = new(effective.StateDirectory, beforeStoreStep);
        try
        {
            server.Server = await LvsdServer.StartAsync(effective, new LvsdParts(
                server.Host, file, server.Addresses, policy ?? new AccessPolicy("lvs", null, _ => null, LibC.GetEffectiveUser()),
                systemd ?? new SystemdEnvironment(null, null, null, false), logging => logging.SetMinimumLevel(LogLevel.None)));
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return server;
    }

    /// <summary>Sends raw text as JSON and gives the status and the body.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string url, string? json = null)
    {
        using HttpRequestMessage request = new(method, url);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends raw text as JSON and gives the problem that comes back.</summary>
    public async Task<LvsProblem> ProblemAsync(HttpMethod method, string url, string? json = null)
    {
        (int status, string body) = await SendAsync(method, url, json);
        Assert.True(status >= 400, $"{method} {url} gave {status}: {body}");
        LvsProblem problem = System.Text.Json.JsonSerializer.Deserialize(body, Lvs.Client.Json.LvsJson.Default.LvsProblem)!;
        Assert.Equal(status, problem.Status);
        Assert.NotEmpty(problem.Title);
        Assert.NotEmpty(problem.Detail);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
        await Host.DisposeAsync();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
