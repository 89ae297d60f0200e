namespace Lvs.Xdp;

/// <summary>Why the data plane could not be set up, changed or taken down.</summary>
public enum DataPlaneError
{
    /// <summary>The process lacks capabilities.</summary>
    NoPrivileges,

    /// <summary>RLIMIT_MEMLOCK is too low.</summary>
    LockedMemory,

    /// <summary>The kernel has no BPF, no XDP, or none that is new enough.</summary>
    KernelTooOld,

    /// <summary>libbpf.so.1 is not installed.</summary>
    LibBpfMissing,

    /// <summary>The kernel refused the XDP program.</summary>
    ProgramRefused,

    /// <summary>The pin directory is on no BPF file system, and none could be mounted.</summary>
    NotBpffs,

    /// <summary>Another lvsd uses the pin directory.</summary>
    InUse,

    /// <summary>The pinned tables have another layout.</summary>
    AbiVersion,

    /// <summary>The pinned tables are incomplete or contradict each other.</summary>
    BrokenTables,

    /// <summary>The requested table size is out of range, or memory does not suffice.</summary>
    TableSize,

    /// <summary>There is no such network interface.</summary>
    InterfaceNotFound,

    /// <summary>Another XDP program or AF_XDP socket is in the place.</summary>
    InterfaceBusy,

    /// <summary>The interface takes no XDP program.</summary>
    XdpUnsupported,

    /// <summary>An AF_XDP socket could not be set up.</summary>
    AfXdp,

    /// <summary>The pin directory holds something that is not lvsd's.</summary>
    ForeignPins,
}
