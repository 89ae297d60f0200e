using Lvs.Engine.Tables;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>The layouts of lvs_abi.h as the compiler made them. Changing one is a new LVS_ABI_VERSION.</summary>
public sealed class AbiTests
{
    private static readonly BtfTypes Types = new(BpfObjects.Lvs);

    [Theory]
    [InlineData("lvs_connection", 192)]
    [InlineData("lvs_bucket", 64)]
    [InlineData("lvs_server", 128)]
    [InlineData("lvs_counters", 32)]
    [InlineData("lvs_ledger", 64)]
    [InlineData("lvs_service_key", 20)]
    [InlineData("lvs_service_value", 8)]
    [InlineData("lvs_address_key", 20)]
    [InlineData("lvs_mark4_key", 8)]
    [InlineData("lvs_mark6_key", 20)]
    [InlineData("lvs_mark_range", 8)]
    [InlineData("lvs_mark_ranges", 132)]
    [InlineData("lvs_link", 32)]
    [InlineData("lvs_profile", 1280)]
    [InlineData("lvs_settings", 56)]
    [InlineData("lvs_event", 16)]
    public void A_structure_has_its_size(string name, int size) => Assert.Equal(size, Types[name].Size);

    [Theory]
    [InlineData("lvs_server")]
    [InlineData("lvs_ledger")]
    [InlineData("lvs_counters")]
    [InlineData("lvs_service_key")]
    [InlineData("lvs_address_key")]
    [InlineData("lvs_link")]
    [InlineData("lvs_profile")]
    [InlineData("lvs_settings")]
    [InlineData("lvs_event")]
    public void A_structure_has_no_holes_unseen(string name)
    {
        int end = 0;
        foreach (BtfField field in Types[name].Fields)
        {
            Assert.Equal((field.Name, end), (field.Name, field.Offset));
            end += field.Size;
        }

        Assert.Equal(Types[name].Size, end);
    }

    [Theory]
    [InlineData("client", 0)]
    [InlineData("in_packets", 64)]
    [InlineData("out_packets", 128)]
    public void Each_direction_of_a_connection_has_a_cache_line(string field, int offset) =>
        Assert.Equal(offset, Types["lvs_connection"][field].Offset);

    [Fact]
    public void A_mirror_in_CSharp_is_the_structure()
    {
        Mirror.AssertSame(typeof(LinkSlot), Types["lvs_link"]);
        Mirror.AssertSame(typeof(SettingsSlot), Types["lvs_settings"]);
        Mirror.AssertSame(typeof(ProfileSlot), Types["lvs_profile"]);
        Mirror.AssertSame(typeof(CounterSlot), Types["lvs_counters"]);
        Mirror.AssertSame(typeof(ServerSlot), Types["lvs_server"], ("in_packets", "Director"));
        Mirror.AssertSame(typeof(LedgerSlot), Types["lvs_ledger"], ("in_packets", "Traffic"));
        Mirror.AssertSame(
            typeof(ConnectionSlot), Types["lvs_connection"], ("client", "Client0"), ("virt", "Virtual0"), ("server", "Server0"),
            ("client_port", "ClientPortRaw"), ("virtual_port", "VirtualPortRaw"), ("server_port", "ServerPortRaw"),
            ("protocol", "ProtocolNumber"), ("kind", "KindByte"), ("state", "StateWord"), ("family", "FamilyByte"),
            ("server_family", "ServerFamilyByte"), ("method", "MethodByte"), ("flags", "FlagsByte"), ("in_l3_delta", "InNetworkDelta"),
            ("in_l4_delta", "InTransportDelta"), ("out_l3_delta", "OutNetworkDelta"), ("out_l4_delta", "OutTransportDelta"),
            ("out_route", "EngineKey0"));
    }
}
