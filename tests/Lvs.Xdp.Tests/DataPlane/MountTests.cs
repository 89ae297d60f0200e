using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests;

/// <summary>The usual place of bpffs, in a mount namespace of the test's own thread.</summary>
public sealed class MountTests
{
    private const int CLONE_FS = 0x200;
    private const nuint MS_REC = 0x4000;
    private const nuint MS_PRIVATE = 1 << 18;

    [RootFact]
    public void Where_no_bpffs_is_mounted_one_is_and_removal_takes_it_away_again() => InOwnMounts(() =>
    {
        Assert.False(PinDirectory.IsBpffs(DataPlaneOptions.DefaultBpffs));
        using (DataPlane.Open(new DataPlaneOptions { Connections = 64, Servers = 16 }))
            Assert.True(PinDirectory.IsBpffs(DataPlaneOptions.DefaultBpffs));
        Assert.True(DataPlane.Remove(new DataPlaneOptions().PinDirectory));
        Assert.False(PinDirectory.IsBpffs(DataPlaneOptions.DefaultBpffs));
    });

    [RootFact]
    public void A_bpffs_that_somebody_else_mounted_stays() => InOwnMounts(() =>
    {
        Assert.Equal(0, Libc.Mount("bpf", DataPlaneOptions.DefaultBpffs, "bpf", 0, null));
        using (DataPlane.Open(new DataPlaneOptions { Connections = 64, Servers = 16 }))
        {
        }

        Assert.True(DataPlane.Remove(new DataPlaneOptions().PinDirectory));
        Assert.True(PinDirectory.IsBpffs(DataPlaneOptions.DefaultBpffs));
        Assert.False(Directory.Exists(new DataPlaneOptions().PinDirectory));
    });

    private static void InOwnMounts(Action body) => TestNetwork.OnThread(() =>
    {
        if (Libc.Unshare(CLONE_FS | Libc.CLONE_NEWNS) < 0)
            throw new LinuxException("unshare", Errno.Last);
        if (Libc.Mount("none", "/", "none", MS_REC | MS_PRIVATE, null) < 0)
            throw new LinuxException("mount --make-rprivate /", Errno.Last);
        while (PinDirectory.IsBpffs(DataPlaneOptions.DefaultBpffs))
            Assert.Equal(0, Libc.Umount2(DataPlaneOptions.DefaultBpffs, Libc.MNT_DETACH));
        body();
    });
}
