using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lvs.Client.Json;

namespace Lvs.Client.Tests.Json;

public sealed class SerializationTests
{
    [Fact]
    public void A_service_looks_as_the_contract_says()
    {
        LvsVirtualService service = new()
        {
            Protocol = LvsProtocol.Tcp,
            Address = "192.0.2.1",
            Port = 80,
            Scheduler = "sh",
            SchedulerFlags = ["sh-port"],
            RealServers =
            [
                new LvsRealServer
                {
                    Address = "10.0.0.1",
                    Port = 80,
                    ForwardingMethod = LvsForwardingMethod.Tunnel,
                    TunnelType = LvsTunnelType.Gue,
                    TunnelPort = 6080,
                    TunnelChecksum = LvsTunnelChecksum.Full,
                },
            ],
        };
        Assert.Equal(
            """
            {"protocol":"tcp","address":"192.0.2.1","port":80,"scheduler":"sh","schedulerFlags":["sh-port"],
            "persistenceTimeout":0,"onePacket":false,"realServers":[
            {"address":"10.0.0.1","port":80,"forwardingMethod":"Tunnel","weight":1,"upperThreshold":0,"lowerThreshold":0,
            "tunnelType":"gue","tunnelPort":6080,"tunnelChecksum":"full"}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(service, LvsJson.Default.LvsVirtualService));
    }

    [Fact]
    public void What_is_absent_is_at_its_default()
    {
        LvsRealServer server = JsonSerializer.Deserialize("{\"address\":\"10.0.0.1\"}", LvsStrictJson.Default.LvsRealServer)!;
        Assert.Equal((1, LvsForwardingMethod.DirectRouting, null), (server.Weight, server.ForwardingMethod, server.Port));
        Assert.Equal("wlc", JsonSerializer.Deserialize("{}", LvsStrictJson.Default.LvsVirtualService)!.Scheduler);
        Assert.Empty(JsonSerializer.Deserialize("{}", LvsStrictJson.Default.LvsRules)!.Services);
    }

    [Fact]
    public void Requests_refuse_unknown_fields_and_answers_skip_them()
    {
        const string json = "{\"weight\":3,\"wieght\":4}";
        JsonException e = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, LvsStrictJson.Default.LvsRealServer));
        Assert.Contains("wieght", e.Message);
        Assert.Equal(3, JsonSerializer.Deserialize(json, LvsJson.Default.LvsRealServer)!.Weight);
    }

    [Fact]
    public void Every_request_is_strict()
    {
        Type[] requests =
        [
            typeof(LvsVirtualService), typeof(LvsRealServer), typeof(LvsServicePatch), typeof(LvsServerPatch), typeof(LvsRules),
            typeof(LvsTimeouts), typeof(LvsSettings), typeof(LvsFirewallMark), typeof(LvsVirtualAddress), typeof(LvsSyncDaemons),
        ];
        foreach (Type type in requests)
        {
            JsonTypeInfo strict = LvsStrictJson.Default.GetTypeInfo(type)!;
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize("{\"no such field\":1}", strict));
        }
    }

    [Fact]
    public void Round_trips_lose_nothing()
    {
        LvsRules rules = new()
        {
            Services =
            [
                new LvsVirtualService
                {
                    FirewallMark = 4294967295,
                    AddressFamily = LvsAddressFamily.Ipv6,
                    PersistenceTimeout = 31535999,
                    PersistenceMask = "64",
                    PersistenceEngine = "sip",
                    OnePacket = true,
                    Timeouts = new LvsTimeouts { Tcp = 1, TcpFin = 2, Udp = 3 },
                    RealServers = [new LvsRealServer { Address = "2001:db8::1", Weight = int.MaxValue, UpperThreshold = uint.MaxValue }],
                },
            ],
            FirewallMarks = [new LvsFirewallMark { Destination = "::/0", Protocol = LvsProtocol.Sctp, Ports = "1-2", Mark = 7 }],
        };
        string json = JsonSerializer.Serialize(rules, LvsJson.Default.LvsRules);
        LvsRules read = JsonSerializer.Deserialize(json, LvsStrictJson.Default.LvsRules)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, LvsJson.Default.LvsRules));
        Assert.Equal(rules.FirewallMarks[0], read.FirewallMarks[0]);
    }

    [Theory]
    [InlineData("\"tunnel\"", LvsForwardingMethod.Tunnel)]
    [InlineData("\"MASQUERADE\"", LvsForwardingMethod.Masquerade)]
    public void Names_are_read_in_any_case(string json, LvsForwardingMethod expected) =>
        Assert.Equal(
            expected,
            JsonSerializer.Deserialize($"{{\"forwardingMethod\":{json}}}", LvsStrictJson.Default.LvsRealServer)!.ForwardingMethod);

    [Theory]
    [InlineData("\"nat\"", "nat")]
    [InlineData("2", "Number")]
    public void An_unknown_name_says_which_are_known(string json, string value)
    {
        UnknownNameException e = Assert.Throws<UnknownNameException>(() =>
            JsonSerializer.Deserialize($"{{\"forwardingMethod\":{json}}}", LvsStrictJson.Default.LvsRealServer));
        Assert.Equal((value, "forwarding method", "$.forwardingMethod"), (e.Value, e.What, e.Path));
        Assert.Contains("Masquerade, DirectRouting, Tunnel", e.Remedy);
    }

    [Fact]
    public void Every_value_of_every_enum_has_a_name()
    {
        Check(LvsProtocolConverter.Instance);
        Check(LvsAddressFamilyConverter.Instance);
        Check(LvsForwardingMethodConverter.Instance);
        Check(LvsTunnelTypeConverter.Instance);
        Check(LvsTunnelChecksumConverter.Instance);
        Check(LvsSyncRoleConverter.Instance);
        Check(LvsChangeActionConverter.Instance);
        Check(LvsChangeKindConverter.Instance);

        static void Check<T>(NamedEnumConverter<T> converter)
            where T : struct, Enum
        {
            foreach (T value in Enum.GetValues<T>())
            {
                Assert.True(converter.TryParse(converter.NameOf(value), out T back));
                Assert.Equal(value, back);
            }
        }
    }
}
