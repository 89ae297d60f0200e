using System.Net.Http.Headers;
using System.Text.Json;
using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Endpoints;

public sealed class ConnectionsTests
{
    [Fact]
    public async Task Lines_and_rows_say_the_same()
    {
        await using TestServer server = await StartAsync(3000);
        List<LvsConnection> lines = await server.Client.GetConnectionsAsync().ToListAsync();
        List<LvsConnectionRow> rows = await server.Client.GetConnectionRowsAsync().ToListAsync();
        Assert.Equal(3000, lines.Count);
        Assert.Equal(lines, rows.Select(row => row.ToConnection()));
        Assert.Equal("198.51.0.17", lines[17].ClientAddress);
        Assert.Equal((Samples.WebId, "10.0.0.2", 8080, 1.7, 17L, 17L * 60), (
            lines[17].Service, lines[17].ServerAddress, lines[17].ServerPort, lines[17].Expires, lines[17].InPackets, lines[17].InBytes));
    }

    [Fact]
    public async Task A_line_is_what_the_serializer_would_write()
    {
        LvsConnectionRow six = new()
        {
            ClientBytes = LvsConnectionRow.Pack(System.Net.IPAddress.Parse("2001:db8::7").GetAddressBytes()),
            VirtualBytes = LvsConnectionRow.Pack(System.Net.IPAddress.Parse("2001:db8::1").GetAddressBytes()),
            ServerBytes = LvsConnectionRow.Pack([10, 0, 0, 1]),
            ClientPort = 65535,
            VirtualPort = 443,
            ServerPort = 443,
            Protocol = 132,
            Family = 6,
            ServerFamily = 4,
            Method = 2,
            State = 8,
            ExpiresTenths = 8999,
            OutBytes = 1UL << 40,
            ServicePort = 443,
        };
        LvsConnectionRow marked = six with { FirewallMark = 5, Flags = LvsConnectionFlags.Template, Protocol = 0, State = 1 };
        await using TestServer server = await StartAsync(2);
        server.Host.Table.Make = i => i == 0 ? six : marked;
        (_, string body) = await server.SendAsync(HttpMethod.Get, "v1/connections");
        string expected = string.Concat(((LvsConnectionRow[])[six, marked]).Select(
            row => JsonSerializer.Serialize(row.ToConnection(), LvsJson.Default.LvsConnection) + "\n"));
        Assert.Equal(expected, body);
        Assert.Contains("\"service\":\"sctp/[2001:db8::1]:443\"", body);
        Assert.Contains("\"service\":\"fwm6/5\"", body);
        Assert.Contains("\"state\":\"ASSURED\"", body);
    }

    [Theory]
    [InlineData("state", "fin_wait")]
    [InlineData("client", "198.51.0.0/28")]
    [InlineData("client", "198.51.0.3")]
    [InlineData("server", "10.0.0.2")]
    [InlineData("server", "10.0.0.2:8080")]
    [InlineData("server", "10.0.0.2:80")]
    [InlineData("service", "tcp/192.0.2.1:80")]
    [InlineData("service", "tcp/192.0.2.1:81")]
    [InlineData("template", "true")]
    [InlineData("template", "false")]
    public async Task Filters_work_at_the_director(string name, string value)
    {
        await using TestServer server = await StartAsync(1000);
        LvsConnectionFilter filter = name switch
        {
            "state" => new() { State = value },
            "client" => new() { Client = value },
            "server" => new() { Server = value },
            "service" => new() { Service = value },
            _ => new() { Template = bool.Parse(value) },
        };
        List<LvsConnection> found = await server.Client.GetConnectionsAsync(filter).ToListAsync();
        List<LvsConnection> expected = Enumerable.Range(0, 1000).Select(i => Samples.Row(i).ToConnection()).Where(connection => name switch
        {
            "state" => connection.State == "FIN_WAIT",
            "client" => value.Contains('/')
                ? int.Parse(connection.ClientAddress.Split('.')[3]) < 16 && connection.ClientAddress.StartsWith("198.51.0.")
                : connection.ClientAddress == value,
            "server" => connection.ServerAddress == "10.0.0.2" && !value.EndsWith(":80"),
            "service" => value.EndsWith(":80"),
            _ => connection.Template == bool.Parse(value),
        }).ToList();
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task A_limit_ends_the_walk_early()
    {
        await using TestServer server = await StartAsync(1_000_000);
        Assert.Equal(10, await server.Client.GetConnectionRowsAsync(new LvsConnectionFilter { Limit = 10 }).CountAsync());
        Assert.InRange(server.Host.Table.RowsRead, 10, 2000);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_walk()
    {
        await using TestServer server = await StartAsync(1L << 40);
        int taken = 0;
        await foreach (LvsConnection connection in server.Client.GetConnectionsAsync())
        {
            if (++taken == 5)
                break;
        }

        long read;
        int still = 0;
        do
        {
            read = server.Host.Table.RowsRead;
            await Task.Delay(200);
        }
        while (server.Host.Table.RowsRead != read && ++still < 50);
        Assert.Equal(server.Host.Table.RowsRead, read);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_the_walk_back()
    {
        await using TestServer server = await StartAsync(1L << 40);
        using HttpRequestMessage request = new(HttpMethod.Get, "v1/connections");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(LvsConnectionRow.MediaType));
        using HttpResponseMessage response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Task.Delay(500);
        long read = server.Host.Table.RowsRead;
        await Task.Delay(300);
        Assert.Equal(read, server.Host.Table.RowsRead);
        Assert.InRange(read, 1, 100_000);
    }

    [Fact]
    public async Task Removal_counts_what_it_removed()
    {
        await using TestServer server = await StartAsync(1000);
        Assert.Equal(100, await server.Client.RemoveConnectionsAsync(new LvsConnectionFilter { Template = true }));
        Assert.Equal(900, await server.Client.GetConnectionRowsAsync().CountAsync());
        Assert.Equal(900, await server.Client.RemoveConnectionsAsync());
    }

    [Fact]
    public async Task Named_connections_go_and_no_others()
    {
        await using TestServer server = await StartAsync(1000);
        LvsConnectionKey[] keys = [.. new[] { 3L, 9, 700 }.Select(i => Key(Samples.Row(i).ToConnection()))];
        Assert.Equal(3, await server.Client.RemoveTheseConnectionsAsync(keys));
        Assert.Equal([3L, 9, 700], server.Host.Table.Removed.Order());
        Assert.Equal(0, await server.Client.RemoveTheseConnectionsAsync(keys));

        // One detail that is not so, and it is another connection.
        LvsConnectionKey eleven = Key(Samples.Row(11).ToConnection());
        Assert.Equal(0, await server.Client.RemoveTheseConnectionsAsync((LvsConnectionKey[])
        [
            eleven with { Protocol = LvsProtocol.Udp }, eleven with { ClientAddress = "198.52.0.11" }, eleven with { ClientPort = 1025 },
            eleven with { VirtualAddress = "192.0.2.2" }, eleven with { VirtualPort = 81 }, eleven with { Template = true },
        ]));
        Assert.Equal(0, await server.Client.RemoveTheseConnectionsAsync([]));
        Assert.Equal(997, await server.Client.GetConnectionRowsAsync().CountAsync());
    }

    [Theory]
    [InlineData("clientAddress", "\"198.51.0\"", "invalid-address", "198.51.0")]
    [InlineData("virtualPort", "70000", "invalid-port", "70000")]
    [InlineData("protocol", "\"icmp\"", "invalid-value", "icmp")]
    public async Task A_connection_that_cannot_be_is_named_and_nothing_goes(string name, string value, string id, string blamed)
    {
        await using TestServer server = await StartAsync(10);
        string good = JsonSerializer.Serialize(
            new LvsConnectionKeys { Connections = [Key(Samples.Row(1).ToConnection())] }, LvsJson.Default.LvsConnectionKeys);
        Dictionary<string, string> fields = new()
        {
            ["protocol"] = "\"tcp\"",
            ["clientAddress"] = "\"198.51.0.2\"",
            ["clientPort"] = "1024",
            ["virtualAddress"] = "\"192.0.2.1\"",
            ["virtualPort"] = "80",
            [name] = value,
        };
        string bad = "{" + string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}")) + "}";
        LvsProblem problem = await server.ProblemAsync(
            HttpMethod.Post, "v1/connections/remove", good.Replace("]}", $",{bad}]}}", StringComparison.Ordinal));
        Assert.Equal((LvsProblemIds.Prefix + id, blamed), (problem.Type, problem.Value));
        Assert.StartsWith($"$.connections[1].{name}", problem.Path, StringComparison.Ordinal);
        Assert.Empty(server.Host.Table.Removed);
    }

    private static LvsConnectionKey Key(LvsConnection connection) => new()
    {
        Protocol = connection.Protocol,
        ClientAddress = connection.ClientAddress,
        ClientPort = connection.ClientPort,
        VirtualAddress = connection.VirtualAddress,
        VirtualPort = connection.VirtualPort,
        Template = connection.Template,
    };

    private static async Task<TestServer> StartAsync(long count)
    {
        TestServer server = await TestServer.StartAsync();
        server.Host.Table.Count = count;
        server.Host.Table.Make = Samples.Row;
        return server;
    }
}
