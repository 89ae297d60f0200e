using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Client.Tests.Transport;

public sealed class TransportTests : IDisposable
{
    private const string Version = "Lvs-Api-Version: 1\r\n";
    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-client-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_missing_socket_means_that_the_director_is_not_running()
    {
        string path = Path.Combine(_directory, "missing");
        LvsClientException e = await FailAsync(path);
        Assert.Equal((LvsProblemIds.DirectorNotRunning, path, 0), (e.Id, e.Value, e.Status));
        Assert.Contains("not running", e.Detail);
        Assert.Contains("Start lvsd", e.Remedy);
        Assert.Equal($"{e.Detail} {e.Remedy}", e.Message);
    }

    [Fact]
    public async Task A_stale_socket_means_the_same()
    {
        string path = Path.Combine(_directory, "stale");
        using (Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path + "2"));
            File.Move(path + "2", path);
        }

        LvsClientException e = await FailAsync(path);
        Assert.Equal(LvsProblemIds.DirectorNotRunning, e.Id);
        Assert.Contains("nobody listens", e.Detail);
    }

    [Fact]
    public async Task A_path_that_no_socket_can_have_is_named()
    {
        LvsClientException e = await FailAsync("/" + new string('x', 200));
        Assert.Contains("xxx", e.Value);
        Assert.Contains("LVS_SOCKET", e.Remedy);
    }

    [Fact]
    public async Task Something_else_that_answers_is_found_out()
    {
        using CannedServer server = new(_directory, CannedServer.Http("200 OK", "", "{}"));
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal(LvsProblemIds.VersionMismatch, e.Id);
        Assert.Contains("no lvsd", e.Detail);
    }

    [Fact]
    public async Task Another_version_is_named()
    {
        using CannedServer server = new(_directory, CannedServer.Http("200 OK", "Lvs-Api-Version: 9\r\n", "{}"));
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal((LvsProblemIds.VersionMismatch, "9"), (e.Id, e.Value));
    }

    [Fact]
    public async Task A_problem_document_becomes_an_exception()
    {
        const string body = """
            {"type":"urn:lvsps:service-exists","title":"T","status":409,"detail":"D tcp/192.0.2.1:80",
            "value":"tcp/192.0.2.1:80","remedy":"R","new":1}
            """;
        using CannedServer server = new(
            _directory, CannedServer.Http("409 Conflict", Version + "Content-Type: application/problem+json\r\n", body));
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal((LvsProblemIds.ServiceExists, 409, "tcp/192.0.2.1:80", "R"), (e.Id, e.Status, e.Value, e.Remedy));
    }

    [Theory]
    [InlineData("text/html", "<html>")]
    [InlineData("application/problem+json", "{ half")]
    public async Task An_error_without_a_document_still_has_a_status(string type, string body)
    {
        using CannedServer server = new(_directory, CannedServer.Http("502 Bad Gateway", $"{Version}Content-Type: {type}\r\n", body));
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal(("http-502", 502), (e.Id, e.Status));
    }

    [Fact]
    public async Task A_conversation_that_breaks_off_is_told()
    {
        using CannedServer server = new(_directory, $"HTTP/1.1 200 OK\r\n{Version}Content-Length: 1000\r\n\r\n{{\"version\"");
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal(LvsProblemIds.ConnectionLost, e.Id);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_told()
    {
        using CannedServer server = new(_directory, CannedServer.Http("200 OK", Version, "[1,2"));
        LvsClientException e = await FailAsync(server.SocketPath);
        Assert.Equal(LvsProblemIds.VersionMismatch, e.Id);
    }

    [Fact]
    public async Task Cancellation_is_cancellation()
    {
        using Socket silent = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string path = Path.Combine(_directory, "silent");
        silent.Bind(new UnixDomainSocketEndPoint(path));
        silent.Listen(1);
        using LvsClient client = new(path);
        using CancellationTokenSource soon = new(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetDirectorAsync(soon.Token));
    }

    [Fact]
    public async Task Ids_are_escaped_in_urls()
    {
        using CannedServer server = new(_directory, CannedServer.Http("200 OK", Version, "{}"));
        using LvsClient client = new(server.SocketPath);
        await client.GetServerAsync("udp/[2001:db8::1]:53", "[2001:db8::2]:53");
        Assert.StartsWith(
            "GET /v1/services/udp%2F%5B2001%3Adb8%3A%3A1%5D%3A53/servers/%5B2001%3Adb8%3A%3A2%5D%3A53 HTTP/1.1\r\n", server.Requests[0]);
    }

    [Fact]
    public async Task Lines_are_read_however_they_are_cut_and_a_line_may_be_long()
    {
        string line = "{\"clientAddress\":\"192.0.2.1\",\"new\":\"" + new string('x', 300_000) + "\"}\n{\"clientAddress\":\"192.0.2.2\"}";
        using CannedServer server = new(_directory, CannedServer.Http("200 OK", Version, line));
        using LvsClient client = new(server.SocketPath);
        List<string> clients = [];
        await foreach (LvsConnection connection in client.GetConnectionsAsync())
            clients.Add(connection.ClientAddress);
        Assert.Equal(["192.0.2.1", "192.0.2.2"], clients);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 16)]
    public async Task Rows_may_be_larger_than_this_client_knows(int count, int extra)
    {
        byte[] body = Body(count, extra);
        using CannedServer server = new(_directory, [.. Head(body.Length), .. body]);
        using LvsClient client = new(server.SocketPath);
        List<ulong> packets = [];
        await foreach (LvsConnectionRow row in client.GetConnectionRowsAsync())
            packets.Add(row.InPackets);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (ulong)i), packets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(16 + 112 + 50)]
    public async Task A_stream_that_ends_within_a_row_is_an_error(int length)
    {
        byte[] body = Body(3, 0)[..length];
        using CannedServer server = new(_directory, [.. Head(body.Length), .. body]);
        using LvsClient client = new(server.SocketPath);
        LvsClientException e = await Assert.ThrowsAsync<LvsClientException>(async () =>
        {
            await foreach (LvsConnectionRow row in client.GetConnectionRowsAsync())
                Assert.Equal(0UL, row.InPackets);
        });
        Assert.Equal(LvsProblemIds.ConnectionLost, e.Id);
    }

    [Fact]
    public void The_socket_comes_from_argument_environment_or_default()
    {
        string? before = Environment.GetEnvironmentVariable(LvsApi.SocketVariable);
        try
        {
            Environment.SetEnvironmentVariable(LvsApi.SocketVariable, null);
            Assert.Equal(LvsApi.DefaultSocket, new LvsClient().SocketPath);
            Environment.SetEnvironmentVariable(LvsApi.SocketVariable, "/tmp/x");
            Assert.Equal("/tmp/x", new LvsClient().SocketPath);
            Assert.Equal("/tmp/y", new LvsClient("/tmp/y").SocketPath);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LvsApi.SocketVariable, before);
        }
    }

    private static byte[] Head(int length) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Version}Content-Length: {length}\r\n\r\n");

    private static byte[] Body(int count, int extra)
    {
        int size = LvsConnectionRow.Size + extra;
        byte[] body = new byte[LvsConnectionStreamHeader.Size + (count * size)];
        LvsConnectionStreamHeader.Write(body);
        body[6] = (byte)size;
        for (int i = 0; i < count; i++)
        {
            LvsConnectionRow row = new() { InPackets = (ulong)i };
            MemoryMarshal.Write(body.AsSpan(LvsConnectionStreamHeader.Size + (i * size)), in row);
        }

        return body;
    }

    private static async Task<LvsClientException> FailAsync(string path)
    {
        using LvsClient client = new(path);
        return await Assert.ThrowsAsync<LvsClientException>(() => client.GetDirectorAsync());
    }
}
