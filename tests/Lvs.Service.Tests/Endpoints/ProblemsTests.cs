using System.Net;
using System.Text;
using Lvs.Client;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

/// <summary>Every bad input: a problem document that names the value and the remedy, with nothing changed.</summary>
public sealed class ProblemsTests
{
    private const string Services = "v1/services";
    private const string Web = "v1/services/tcp%2F192.0.2.1%3A80";

    public static TheoryData<string, string, string?, int, string, string?> BadRequests => new()
    {
        // services
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.1","port":80}""", 409, "service-exists", "tcp/192.0.2.1:80" },
        { "GET", Services + "/tcp%2F192.0.2.7%3A80", null, 404, "service-not-found", "tcp/192.0.2.7:80" },
        { "DELETE", Services + "/udp%2F192.0.2.1%3A80", null, 404, "service-not-found", "udp/192.0.2.1:80" },
        { "PATCH", Services + "/fwm%2F7", "{}", 404, "service-not-found", "fwm/7" },
        { "PUT", Services + "/fwm6%2F7", "{}", 404, "service-not-found", "fwm6/7" },
        { "GET", Services + "/nonsense", null, 400, "invalid-service-id", "nonsense" },
        { "GET", Services + "/tcp%2F2001:db8::1%3A80", null, 400, "invalid-service-id", "tcp/2001:db8::1:80" },
        { "GET", Services + "/fwm%2F0", null, 400, "invalid-service-id", "fwm/0" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2","port":80}""", 400, "invalid-address", "192.0.2" },
        { "POST", Services, """{"protocol":"tcp","address":"010.0.0.1","port":80}""", 400, "invalid-address", "010.0.0.1" },
        { "POST", Services, """{"protocol":"tcp","address":"0x0a.0.0.1","port":80}""", 400, "invalid-address", "0x0a.0.0.1" },
        { "POST", Services, """{"protocol":"tcp","address":"fe80::1%eth0","port":80}""", 400, "invalid-address", "fe80::1%eth0" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":65536}""", 400, "invalid-port", "65536" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":-1}""", 400, "invalid-port", "-1" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":0}""", 400, "invalid-port", "0" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2"}""", 400, "missing-value", "port" },
        { "POST", Services, """{"protocol":"tcp","port":80}""", 400, "missing-value", "address" },
        { "POST", Services, """{"address":"192.0.2.2","port":80}""", 400, "missing-value", "protocol" },
        { "POST", Services, """{"protocol":"icmp","address":"192.0.2.2","port":80}""", 400, "invalid-value", "icmp" },
        { "POST", Services, """{"protocol":"ip","address":"192.0.2.2","port":80}""", 400, "invalid-protocol", "ip" },
        { "POST", Services, """{"firewallMark":0}""", 400, "invalid-firewall-mark", "0" },
        { "POST", Services, """{"firewallMark":5,"port":80}""", 400, "invalid-firewall-mark", "5" },
        { "POST", Services, """{"firewallMark":5,"addressFamily":"ipx"}""", 400, "invalid-value", "ipx" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":80,"addressFamily":"ipv6"}""",
            400, "family-mismatch", "192.0.2.2" },
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":80,"scheduler":"best"}""", 400, "unknown-scheduler", "best" },
        { "PATCH", Web, """{"scheduler":"best"}""", 400, "unknown-scheduler", "best" },
        { "PATCH", Web, """{"schedulerFlags":["mh-port"]}""", 400, "invalid-scheduler-flags", "mh-port" },
        { "PATCH", Web, """{"persistenceTimeout":31536000}""", 400, "invalid-persistence", "31536000" },
        { "PATCH", Web, """{"persistenceMask":"33"}""", 400, "invalid-persistence", "33" },
        { "PATCH", Web, """{"persistenceEngine":"h323"}""", 400, "unknown-persistence-engine", "h323" },
        { "PATCH", Web, """{"onePacket":true}""", 400, "invalid-one-packet", "tcp/192.0.2.1:80" },
        { "PATCH", Web, """{"timeouts":{"tcp":31536000}}""", 400, "invalid-timeouts", "31536000" },
        { "PUT", Web, """{"protocol":"tcp","address":"192.0.2.1","port":81}""", 400, "id-mismatch", "tcp/192.0.2.1:81" },

        // real servers
        { "POST", Web + "/servers", """{"address":"10.0.0.1","port":8080,"forwardingMethod":"Masquerade"}""",
            409, "server-exists", "10.0.0.1:8080" },
        { "POST", Services + "/tcp%2F192.0.2.7%3A80/servers", """{"address":"10.0.0.1"}""", 404, "service-not-found", "tcp/192.0.2.7:80" },
        { "GET", Web + "/servers/10.0.0.9%3A80", null, 404, "server-not-found", "10.0.0.9:80" },
        { "DELETE", Web + "/servers/10.0.0.9%3A80", null, 404, "server-not-found", "10.0.0.9:80" },
        { "PATCH", Web + "/servers/10.0.0.9%3A80", "{}", 404, "server-not-found", "10.0.0.9:80" },
        { "GET", Web + "/servers/10.0.0.1", null, 400, "invalid-server-id", "10.0.0.1" },
        { "POST", Web + "/servers", """{"address":"ten"}""", 400, "invalid-address", "ten" },
        { "POST", Web + "/servers", """{"address":"224.0.0.1"}""", 400, "invalid-address", "224.0.0.1" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","port":70000}""", 400, "invalid-port", "70000" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","weight":-1}""", 400, "invalid-weight", "-1" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","weight":99999999999}""", 400, "invalid-json", "99999999999" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","port":8080}""", 400, "port-mapping", "10.0.0.9:8080" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","port":8080,"forwardingMethod":"Tunnel"}""",
            400, "port-mapping", "10.0.0.9:8080" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","forwardingMethod":"Nat"}""", 400, "invalid-value", "Nat" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","forwardingMethod":"Local"}""", 400, "invalid-forwarding-method", "Local" },
        { "POST", Web + "/servers", """{"address":"10.9.9.9","port":80,"forwardingMethod":"Masquerade"}""",
            400, "local-masquerade", "10.9.9.9:80" },
        { "POST", Web + "/servers", """{"address":"2001:db8::5"}""", 400, "family-mismatch", "[2001:db8::5]:80" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","upperThreshold":2,"lowerThreshold":3}""",
            400, "invalid-thresholds", "3 > 2" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","upperThreshold":-2}""", 400, "invalid-thresholds", "-2" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","tunnelType":"gre"}""", 400, "invalid-tunnel", null },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","forwardingMethod":"Tunnel","tunnelType":"vxlan"}""",
            400, "invalid-value", "vxlan" },
        { "PUT", Web + "/servers/10.0.0.1%3A8080", """{"address":"10.0.0.2","forwardingMethod":"Masquerade"}""",
            400, "id-mismatch", "10.0.0.2:8080" },

        // rules as a whole
        { "PUT", "v1/rules",
            """{"services":[{"protocol":"tcp","address":"192.0.2.1","port":80},{"protocol":"tcp","address":"192.0.2.1","port":80}]}""",
            409, "service-exists", "tcp/192.0.2.1:80" },
        { "PUT", "v1/rules", """{"services":[null]}""", 400, "missing-value", "null" },
        { "PUT", "v1/rules?dryrun=true", """{"services":[]}""", 400, "invalid-parameter", "dryrun" },
        { "PUT", "v1/rules?dryRun", """{"services":[]}""", 400, "invalid-parameter", "" },
        { "PUT", "v1/rules?dryRun=", """{"services":[]}""", 400, "invalid-parameter", "" },
        { "PUT", "v1/rules?portMapping=", """{"services":[]}""", 400, "invalid-parameter", "" },
        { "PUT", "v1/rules", """{"services":[{"firewallMark":9}],"services":[]}""", 400, "invalid-json", "services" },
        { "PUT", "v1/rules?merge=yes", """{"services":[]}""", 400, "invalid-parameter", "yes" },
        { "PUT", "v1/rules?portMapping=no", """{"services":[]}""", 400, "invalid-parameter", "no" },

        // firewall marks
        { "POST", "v1/firewall-marks", """{"destination":"198.51.100.0/24","protocol":"tcp","ports":"80-90","mark":5}""",
            409, "firewall-mark-exists", null },
        { "POST", "v1/firewall-marks", """{"destination":"198.51.100.1/24","mark":5}""", 400, "invalid-address", "198.51.100.1/24" },
        { "POST", "v1/firewall-marks", """{"destination":"198.51.100.0/33","mark":5}""", 400, "invalid-address", "198.51.100.0/33" },
        { "POST", "v1/firewall-marks", """{"destination":"198.51.100.0/24","ports":"90-80","mark":5}""", 400, "invalid-port", "90-80" },
        { "POST", "v1/firewall-marks", """{"destination":"198.51.100.0/24","mark":4294967296}""",
            400, "invalid-firewall-mark", "4294967296" },
        { "DELETE", "v1/firewall-marks/9%2Ftcp%2F192.0.2.1%3A80", null, 404, "firewall-mark-not-found", "9/tcp/192.0.2.1:80" },

        // settings and timeouts
        { "PATCH", "v1/settings", """{"expire_nodest":1}""", 400, "unknown-setting", "expire_nodest" },
        { "PATCH", "v1/settings", """{"expire_nodest_conn":2}""", 400, "invalid-setting", "expire_nodest_conn=2" },
        { "PATCH", "v1/settings", """{"sync_threshold":"50 3"}""", 400, "invalid-setting", "sync_threshold=50 3" },
        { "PUT", "v1/timeouts", """{"tcp":31536000}""", 400, "invalid-timeouts", "31536000" },
        { "PUT", "v1/timeouts", """{"udp":-1}""", 400, "invalid-timeouts", "-1" },

        // virtual addresses and daemons
        { "POST", "v1/virtual-addresses", """{"address":"192.0.2.300","interface":"eth0"}""", 400, "invalid-address", "192.0.2.300" },
        { "POST", "v1/virtual-addresses", """{"address":"192.0.2.3","interface":"eth7"}""", 400, "interface-not-found", "eth7" },
        { "POST", "v1/virtual-addresses", """{"address":"192.0.2.3","interface":"eth0","prefixLength":33}""", 400, "invalid-value", "33" },
        { "POST", "v1/virtual-addresses", """{"address":"192.0.2.3"}""", 400, "missing-value", "interface" },
        { "DELETE", "v1/virtual-addresses/192.0.2.3", null, 404, "virtual-address-not-found", "192.0.2.3" },
        { "PUT", "v1/sync-daemons", """{"daemons":[{"role":"master","interface":"eth0","syncId":256}]}""",
            400, "invalid-sync-daemon", "256" },
        { "PUT", "v1/sync-daemons", """{"daemons":[{"role":"master","interface":"eth0"},{"role":"master","interface":"eth1"}]}""",
            400, "invalid-sync-daemon", "master" },
        { "PUT", "v1/sync-daemons", """{"daemons":[{"role":"master","interface":"eth0","group":"192.0.2.1"}]}""",
            400, "invalid-sync-daemon", "192.0.2.1" },

        // connections
        { "GET", "v1/connections?servce=tcp", null, 400, "invalid-filter", "servce" },
        { "GET", "v1/connections?state=OPEN", null, 400, "invalid-filter", "OPEN" },
        { "GET", "v1/connections?client=192.0.2.0/33", null, 400, "invalid-filter", "192.0.2.0/33" },
        { "GET", "v1/connections?server=ten", null, 400, "invalid-filter", "ten" },
        { "GET", "v1/connections?limit=0", null, 400, "invalid-filter", "0" },
        { "GET", "v1/connections?template=2", null, 400, "invalid-filter", "2" },
        { "DELETE", "v1/connections?limit=3", null, 400, "invalid-filter", "limit" },

        { "POST", "v1/connections/remove", """{"connections":[null]}""", 400, "missing-value", "connection" },

        // bodies and paths
        { "POST", Services, """{"protocol":"tcp","address":"192.0.2.2","port":80,"port":81}""", 400, "invalid-json", "port" },
        { "POST", Web + "/servers", """{"address":"10.0.0.9","weight":1,"weight":0}""", 400, "invalid-json", "weight" },
        { "POST", Services, """{"protocol":"tcp","adress":"192.0.2.2","port":80}""", 400, "unknown-field", "adress" },
        { "POST", Services, """{"protocol":"tcp",}""", 400, "invalid-json", null },
        { "POST", Services, """[]""", 400, "invalid-json", null },
        { "POST", Services, """{} {}""", 400, "invalid-json", null },
        { "POST", Services, """null""", 400, "invalid-json", null },
        { "POST", Services, "", 400, "invalid-json", null },
        { "GET", "v1/nothing", null, 404, "not-found", "/v1/nothing" },
        { "POST", "v1/director", "{}", 405, "method-not-allowed", "POST" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Bad_input_names_the_value_and_the_remedy_and_changes_nothing(
        string method, string url, string? body, int status, string id, string? value)
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        string before = await StateAsync(server);
        LvsProblem problem = await server.ProblemAsync(new HttpMethod(method), url, body);
        Assert.Equal((status, LvsProblemIds.Prefix + id), (problem.Status, problem.Type));
        Assert.NotEmpty(problem.Remedy!);
        if (value is not null)
        {
            Assert.Equal(value, problem.Value);
            Assert.All(value.Split('=', ' ', '>'), part => Assert.Contains(AddressOf(part), problem.Detail));
        }

        Assert.Equal(before, await StateAsync(server));
    }

    [Fact]
    public async Task Malformed_json_is_located()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsProblem problem = await server.ProblemAsync(HttpMethod.Post, Services, "{\n  \"protocol\": \"tcp\",\n  \"port\": 8o\n}");
        Assert.Equal((3L, LvsProblemIds.Prefix + "invalid-json"), (problem.Line, problem.Type));
        Assert.Contains("line 3", problem.Detail);
        Assert.Equal(12, problem.Column);
    }

    [Fact]
    public async Task A_wrong_type_is_shown_with_its_path()
    {
        await using TestServer server = await TestServer.StartAsync();
        LvsProblem problem = await server.ProblemAsync(
            HttpMethod.Put, "v1/rules", """{"services":[{"protocol":"tcp","address":"192.0.2.1","port":"eighty"}]}""");
        Assert.Equal("$.services[0].port", problem.Path);
        Assert.Equal("\"eighty\"", problem.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused(bool chunked)
    {
        await using TestServer server = await TestServer.StartAsync(options => options with { MaximumBody = 4096 });
        byte[] body = Encoding.UTF8.GetBytes("{\"scheduler\":\"" + new string('x', 100_000) + "\"}");
        using HttpRequestMessage request = new(HttpMethod.Post, Services) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage response = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        string text = await response.Content.ReadAsStringAsync();
        Assert.Contains("urn:lvsps:body-too-large", text);
        Assert.Contains("4096", text);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync();
        using StringContent body = new("scheduler=rr", Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await server.Http.PostAsync(Services, body);
        Assert.Equal(415, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Connections_in_an_unknown_form_are_refused()
    {
        await using TestServer server = await TestServer.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "v1/connections");
        request.Headers.Accept.ParseAdd("text/html");
        using HttpResponseMessage response = await server.Http.SendAsync(request);
        Assert.Equal(406, (int)response.StatusCode);
    }

    // The engine's sentences speak of an address and a port rather than of both in one word.
    private static string AddressOf(string value) =>
        value.Contains('/') || value.Contains('%')
            || !System.Net.IPEndPoint.TryParse(value, out System.Net.IPEndPoint? end) || !value.Contains(':')
            ? value
            : end.Address.ToString();

    private static async Task<string> StateAsync(TestServer server)
    {
        (_, string rules) = await server.SendAsync(HttpMethod.Get, "v1/rules");
        (_, string settings) = await server.SendAsync(HttpMethod.Get, "v1/settings");
        (_, string timeouts) = await server.SendAsync(HttpMethod.Get, "v1/timeouts");
        (_, string addresses) = await server.SendAsync(HttpMethod.Get, "v1/virtual-addresses");
        (_, string daemons) = await server.SendAsync(HttpMethod.Get, "v1/sync-daemons");
        return rules + settings + timeouts + addresses + daemons + File.ReadAllText(Path.Combine(server.Directory, "state", "rules.json"));
    }
}
