using System.Runtime.InteropServices;
using Lvs.Engine.Tables;
using Lvs.Xdp.Layout;

namespace Lvs.Xdp.Tests;

/// <summary>The mirrors of lvs_abi.h that belong to this library.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Sizes_are_those_of_lvs_abi_h()
    {
        Assert.Equal(56, Marshal.SizeOf<SettingsSlot>());
        Assert.Equal(32, Marshal.SizeOf<LinkSlot>());
        Assert.Equal(128, Marshal.SizeOf<ServerSlot>());
        Assert.Equal(20, Marshal.SizeOf<ServiceEntryKey>());
        Assert.Equal(8, Marshal.SizeOf<ServiceEntry>());
        Assert.Equal(20, Marshal.SizeOf<AddressEntryKey>());
        Assert.Equal(8, Marshal.SizeOf<Mark4Prefix>());
        Assert.Equal(20, Marshal.SizeOf<Mark6Prefix>());
        Assert.Equal(8, Marshal.SizeOf<MarkRange>());
        Assert.Equal(132, System.Runtime.CompilerServices.Unsafe.SizeOf<MarkRanges>());
        Assert.Equal(16, Marshal.SizeOf<ConnectionEvent>());
    }

    [Theory]
    [InlineData(typeof(SettingsSlot), nameof(SettingsSlot.HashSeed), 8)]
    [InlineData(typeof(SettingsSlot), nameof(SettingsSlot.EventsLost), 32)]
    [InlineData(typeof(LinkSlot), nameof(LinkSlot.Mac), 20)]
    [InlineData(typeof(LinkSlot), nameof(LinkSlot.VirtualMac), 26)]
    [InlineData(typeof(ServerSlot), nameof(ServerSlot.SourceMac), 18)]
    [InlineData(typeof(ServerSlot), nameof(ServerSlot.TunnelPort), 26)]
    [InlineData(typeof(ServerSlot), nameof(ServerSlot.TunnelSource), 32)]
    [InlineData(typeof(ServerSlot), nameof(ServerSlot.Connections), 64)]
    public void Offsets_are_those_of_lvs_abi_h(Type type, string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf(type, field));
}
