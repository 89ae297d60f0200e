using System.Net;
using System.Runtime.InteropServices;

namespace Lvs.Client.Tests.Connections;

public sealed class ConnectionRowTests
{
    [Theory]
    [InlineData(nameof(LvsConnectionRow.ClientBytes), 0)]
    [InlineData(nameof(LvsConnectionRow.VirtualBytes), 16)]
    [InlineData(nameof(LvsConnectionRow.ServerBytes), 32)]
    [InlineData(nameof(LvsConnectionRow.ClientPort), 48)]
    [InlineData(nameof(LvsConnectionRow.VirtualPort), 50)]
    [InlineData(nameof(LvsConnectionRow.ServerPort), 52)]
    [InlineData(nameof(LvsConnectionRow.Protocol), 54)]
    [InlineData(nameof(LvsConnectionRow.Family), 55)]
    [InlineData(nameof(LvsConnectionRow.ServerFamily), 56)]
    [InlineData(nameof(LvsConnectionRow.Method), 57)]
    [InlineData(nameof(LvsConnectionRow.State), 58)]
    [InlineData(nameof(LvsConnectionRow.Flags), 59)]
    [InlineData(nameof(LvsConnectionRow.ExpiresTenths), 60)]
    [InlineData(nameof(LvsConnectionRow.InPackets), 64)]
    [InlineData(nameof(LvsConnectionRow.InBytes), 72)]
    [InlineData(nameof(LvsConnectionRow.OutPackets), 80)]
    [InlineData(nameof(LvsConnectionRow.OutBytes), 88)]
    [InlineData(nameof(LvsConnectionRow.FirewallMark), 96)]
    [InlineData(nameof(LvsConnectionRow.ServicePort), 100)]
    [InlineData(nameof(LvsConnectionRow.Reserved), 102)]
    [InlineData(nameof(LvsConnectionRow.TimeoutTenths), 104)]
    [InlineData(nameof(LvsConnectionRow.AgeSeconds), 108)]
    public void The_layout_is_a_contract(string field, int offset)
    {
        Assert.Equal(offset, (int)Marshal.OffsetOf<LvsConnectionRow>(field));
        Assert.Equal(112, Marshal.SizeOf<LvsConnectionRow>());
        Assert.Equal(LvsConnectionRow.Size, System.Runtime.CompilerServices.Unsafe.SizeOf<LvsConnectionRow>());
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", "10.0.0.1")]
    [InlineData("2001:db8::1", "2001:db8:ffff::2", "10.0.0.1")]
    public void Addresses_go_in_and_out(string client, string virtualAddress, string server)
    {
        byte[] bytes = IPAddress.Parse(client).GetAddressBytes();
        LvsConnectionRow row = new()
        {
            ClientBytes = LvsConnectionRow.Pack(bytes),
            VirtualBytes = LvsConnectionRow.Pack(IPAddress.Parse(virtualAddress).GetAddressBytes()),
            ServerBytes = LvsConnectionRow.Pack(IPAddress.Parse(server).GetAddressBytes()),
            Family = (byte)(bytes.Length == 4 ? 4 : 6),
            ServerFamily = 4,
        };
        Assert.Equal(bytes, MemoryMarshal.AsBytes(new ReadOnlySpan<LvsConnectionRow>(in row))[..bytes.Length].ToArray());
        Assert.Equal(
            (client, virtualAddress, server),
            (row.ClientAddress.ToString(), row.VirtualAddress.ToString(), row.ServerAddress.ToString()));
    }

    [Theory]
    [InlineData(6, 0, "NONE")]
    [InlineData(6, 1, "ESTABLISHED")]
    [InlineData(6, 5, "TIME_WAIT")]
    [InlineData(6, 10, "SYNACK")]
    [InlineData(6, 11, "ERR")]
    [InlineData(17, 0, "UDP")]
    [InlineData(132, 8, "ESTABLISHED")]
    [InlineData(132, 13, "CLOSED")]
    public void States_have_ipvs_names(byte protocol, byte state, string name)
    {
        Assert.Equal(name, LvsConnectionStates.Name(protocol, state, template: false));
        Assert.Equal(state == 0 ? "NONE" : "ASSURED", LvsConnectionStates.Name(protocol, state, template: true));
    }

    [Fact]
    public void The_header_is_checked()
    {
        byte[] header = new byte[LvsConnectionStreamHeader.Size];
        LvsConnectionStreamHeader.Write(header);
        Assert.Equal("4C56534301007000"u8.ToArray(), Convert.ToHexString(header.AsSpan(0, 8)).Select(c => (byte)c));
        Assert.Equal(LvsConnectionRow.Size, LvsConnectionStreamHeader.Read(header));
        header[4] = 2;
        Assert.Equal(LvsProblemIds.VersionMismatch, Assert.Throws<LvsClientException>(() => LvsConnectionStreamHeader.Read(header)).Id);
        header[0] = 0;
        Assert.Throws<LvsClientException>(() => LvsConnectionStreamHeader.Read(header));
    }
}
