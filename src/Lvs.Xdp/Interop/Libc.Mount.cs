namespace Lvs.Xdp.Interop;

/// <summary>What bind mounts need, which give network namespaces their names.</summary>
internal static partial class Libc
{
    internal const nuint MS_BIND = 0x1000;
    internal const nuint MS_REC = 0x4000;
    internal const nuint MS_SHARED = 0x100000;
}
