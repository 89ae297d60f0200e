using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>Every failure names the value and the remedy, and leaves everything as it was.</summary>
public sealed class DataPlaneErrorTests
{
    [RootFact]
    public void Another_program_on_the_interface_is_named() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using FileDescriptor other = SmallPrograms.Pass("somebody_else");
        using var link = FileDescriptor.Take(Bpf.LinkCreateXdp(other.Value, Libc.IfNametoindex("d0"), Bpf.XDP_FLAGS_DRV_MODE), "attach");
        using DataPlane plane = DataPlaneTests.Open(bpffs);
        string[] before = bpffs.Entries();
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => plane.Attach("d0"));
        Assert.Equal((DataPlaneError.InterfaceBusy, "d0"), (error.Error, error.Value));
        Assert.Contains("somebody_else", error.Message, StringComparison.Ordinal);
        Assert.Contains("ip link set dev d0 xdp off", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, bpffs.Entries());
        Assert.Empty(plane.Attachments);
    });

    [RootFact]
    public void Another_program_in_generic_mode_is_named_too() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var bpffs = new TestBpffs();
        using FileDescriptor other = SmallPrograms.Pass("generic_other");
        using var link = FileDescriptor.Take(Bpf.LinkCreateXdp(other.Value, Libc.IfNametoindex("d0"), Bpf.XDP_FLAGS_SKB_MODE), "attach");
        using DataPlane plane = DataPlaneTests.Open(bpffs);
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => plane.Attach("d0"));
        Assert.Equal(DataPlaneError.InterfaceBusy, error.Error);
        Assert.Contains("generic_other", error.Message, StringComparison.Ordinal);
    });

    [RootFact]
    public void An_interface_that_does_not_exist_is_named() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using DataPlane plane = DataPlaneTests.Open(bpffs);
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => plane.Attach("nowhere7"));
        Assert.Equal((DataPlaneError.InterfaceNotFound, "nowhere7"), (error.Error, error.Value));
        Assert.Contains("ip link", error.Remedy, StringComparison.Ordinal);
    });

    [RootFact]
    public void Two_at_a_time_are_refused_and_removal_under_a_running_one_too() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using DataPlane plane = DataPlaneTests.Open(bpffs);
        Assert.Equal(DataPlaneError.InUse, Assert.Throws<DataPlaneException>(() => DataPlaneTests.Open(bpffs)).Error);
        Assert.Equal(DataPlaneError.InUse, Assert.Throws<DataPlaneException>(() => DataPlane.Remove(bpffs.PinDirectory)).Error);
        Assert.Contains("lvs/settings", bpffs.Entries());
    });

    [RootFact]
    public void Another_layout_version_is_refused_and_left_alone() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using (DataPlane plane = DataPlaneTests.Open(bpffs))
            plane.Array<SettingsSlot>("settings")[0].AbiVersion = 99;
        string[] before = bpffs.Entries();
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => DataPlaneTests.Open(bpffs));
        Assert.Equal((DataPlaneError.AbiVersion, "99"), (error.Error, error.Value));
        Assert.Contains("lvsd --detach", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, bpffs.Entries());
        Assert.True(DataPlane.Remove(bpffs.PinDirectory));
    });

    [RootFact]
    public void Tables_that_contradict_each_other_are_refused() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using (DataPlane plane = DataPlaneTests.Open(bpffs))
            plane.Array<SettingsSlot>("settings")[0].Capacity = 99;
        Assert.Equal(DataPlaneError.BrokenTables, Assert.Throws<DataPlaneException>(() => DataPlaneTests.Open(bpffs)).Error);
        using (DataPlane.Remove(bpffs.PinDirectory) ? DataPlaneTests.Open(bpffs) : null)
            File.Delete($"{bpffs.PinDirectory}/servers");
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => DataPlaneTests.Open(bpffs));
        Assert.Equal(DataPlaneError.BrokenTables, error.Error);
        Assert.Contains("servers", error.Message, StringComparison.Ordinal);
    });

    [RootFact]
    public void A_directory_that_is_on_no_bpffs_is_refused() => TestNetwork.OnThread(() =>
    {
        DirectoryInfo plain = Directory.CreateTempSubdirectory("xdp-test-");
        try
        {
            var options = new DataPlaneOptions { PinDirectory = plain.FullName + "/lvs" };
            DataPlaneException error = Assert.Throws<DataPlaneException>(() => DataPlane.Open(options));
            Assert.Equal((DataPlaneError.NotBpffs, options.PinDirectory), (error.Error, error.Value));
            Assert.Contains("mount -t bpf", error.Remedy, StringComparison.Ordinal);
            Assert.Empty(plain.GetFileSystemInfos());
        }
        finally
        {
            plain.Delete();
        }
    });

    [RootFact]
    public void Foreign_pins_keep_a_directory_from_being_removed() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        using (DataPlaneTests.Open(bpffs))
        {
        }

        Directory.CreateDirectory(bpffs.PinDirectory + "/mine");
        string[] before = bpffs.Entries();
        DataPlaneException error = Assert.Throws<DataPlaneException>(() => DataPlane.Remove(bpffs.PinDirectory));
        Assert.Equal(DataPlaneError.ForeignPins, error.Error);
        Assert.Contains("mine", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, bpffs.Entries());
    });

    [RootFact]
    public void A_program_that_is_none_leaves_no_directory_behind() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        DataPlaneOptions options = DataPlaneTests.Options(bpffs) with { Program = new byte[100] };
        Assert.Equal(DataPlaneError.ProgramRefused, Assert.Throws<DataPlaneException>(() => DataPlane.Open(options)).Error);
        Assert.Empty(bpffs.Entries());
    });

    [RootTheory]
    [InlineData(0, 10)]
    [InlineData(DataPlaneOptions.MaxConnections + 1, 10)]
    [InlineData(10, 0)]
    [InlineData(10, 2_000_000)]
    public void Sizes_out_of_range_are_refused(int connections, int servers) => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        Assert.Equal(
            DataPlaneError.TableSize, Assert.Throws<DataPlaneException>(() => DataPlaneTests.Open(bpffs, connections, servers)).Error);
        Assert.Empty(bpffs.Entries());
    });

    [Theory]
    [InlineData("0\n", 1u)]
    [InlineData("0-3\n", 4u)]
    [InlineData("0-1,8-11\n", 12u)]
    public void The_CPUs_that_can_be_are_read(string list, uint count) => Assert.Equal(count, TableSizes.ParseCpus(list));

    [Theory]
    [InlineData(0xffffffffffUL, "")]
    [InlineData(0UL, "CAP_NET_ADMIN, CAP_NET_RAW, CAP_BPF, CAP_PERFMON")]
    [InlineData((1UL << 12) | (1UL << 13) | (1UL << 21), "")]
    [InlineData((1UL << 12) | (1UL << 13) | (1UL << 39), "CAP_PERFMON")]
    public void Missing_capabilities_are_named(ulong effective, string missing) => Assert.Equal(missing, Privileges.Missing(effective));

    [RootFact]
    public void Without_capabilities_nothing_is_touched() => TestNetwork.OnThread(() =>
    {
        using var bpffs = new TestBpffs();
        DataPlaneOptions options = DataPlaneTests.Options(bpffs);
        TestNetwork.OnThread(() =>
        {
            Capabilities.DropOnThisThread();
            DataPlaneException error = Assert.Throws<DataPlaneException>(() => DataPlane.Open(options));
            Assert.Equal(DataPlaneError.NoPrivileges, error.Error);
            Assert.Contains("CAP_NET_ADMIN", error.Value, StringComparison.Ordinal);
            Assert.Equal(
                DataPlaneError.NoPrivileges,
                Assert.Throws<DataPlaneException>(() => DataPlane.Remove(options.PinDirectory)).Error);
        });
        Assert.Empty(bpffs.Entries());
    });
}
