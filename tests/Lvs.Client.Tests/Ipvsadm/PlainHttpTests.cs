using Lvs.Client.Ipvsadm;
using Lvs.Client.Tests.Transport;

namespace Lvs.Client.Tests.Ipvsadm;

public sealed class PlainHttpTests : IDisposable
{
    private const string Version = "Lvs-Api-Version: 1\r\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("ipvsadm-http-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_body_in_chunks_is_put_together()
    {
        const string chunks = "8\r\n{\"tcp\":9\r\n1b;x=y\r\n00,\"tcpFin\":120,\"udp\":300}\r\n0\r\n\r\n";
        (int status, string output, string error) = Run(
            $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{Version}\r\n{chunks}", "-L", "--timeout");
        Assert.Equal((0, "Timeout (tcp tcpfin udp): 900 120 300\n", ""), (status, output, error));
    }

    [Fact]
    public void A_problem_without_words_of_ipvsadm_s_is_told_in_the_director_s()
    {
        const string problem = """{"type":"urn:lvsps:store-failed","status":500,"detail":"The disk is full.","remedy":"Make room."}""";
        (int status, _, string error) = Run(CannedServer.Http("500 Oops", Version, problem), "-C");
        Assert.Equal((255, "The disk is full. Make room.\n"), (status, error));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nLvs-Api-Version: 2\r\nContent-Length: 2\r\n\r\n{}", 2, "speaks version 2 of the API, not 1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 2, "is no lvsd")]
    [InlineData("HTTP/1.1 200 OK\r\nLvs-Api-Version: 1\r\nContent-Length: 5\r\n\r\n{}", 255, "broke off: the director closed it")]
    [InlineData("HTTP/1.1 200 OK\r\nLvs-Api-Version: 1\r\nContent-Length: 2\r\n\r\n[]", 2, "cannot be read")]
    [InlineData("SSH-2.0\r\n\r\n", 255, "broke off: no HTTP answer")]
    [InlineData("HTTP/1.1 200 OK\r\nLvs-Api-Version: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 255, "'zz' is no size of a chunk")]
    public void What_cannot_be_understood_is_said(string answer, int status, string part)
    {
        (int exit, _, string error) = Run(answer, "-L", "--timeout");
        Assert.Equal(status, exit);
        Assert.Contains(part, error);
    }

    [Fact]
    public void Forbidden_changes_read_as_in_ipvsadm()
    {
        const string problem = """{"type":"urn:lvsps:permission-denied","status":403,"detail":"User 1000 may not change the rules."}""";
        (int status, _, string error) = Run(CannedServer.Http("403 Forbidden", Version, problem), "-C");
        Assert.Equal((255, "Permission denied (you must be root)\n"), (status, error));
    }

    private (int Status, string Output, string Error) Run(string answer, params string[] arguments)
    {
        using CannedServer server = new(_directory, answer);
        using IpvsadmDirector director = new(server.SocketPath);
        StringWriter output = new();
        StringWriter error = new();
        int status = new IpvsadmProgram(director, new StringReader(""), output, error, new KnownNames()).Run(arguments);
        return (status, output.ToString(), error.ToString());
    }
}
