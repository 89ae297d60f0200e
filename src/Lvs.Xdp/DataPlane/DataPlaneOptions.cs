namespace Lvs.Xdp;

/// <summary>What the data plane is made with. Sizes count only when the tables are made: pinned ones keep theirs.</summary>
public sealed record DataPlaneOptions
{
    /// <summary>Where bpffs is found, and mounted when nothing is there.</summary>
    public const string DefaultBpffs = "/sys/fs/bpf";

    /// <summary>The most connections that an index entry's 24 bits can tell apart; slot 0 is never used.</summary>
    public const int MaxConnections = 0xffffff - 1;

    /// <summary>The directory in a BPF file system that keeps everything over a restart; its parent must exist.</summary>
    public string PinDirectory { get; init; } = DefaultBpffs + "/lvs";

    /// <summary>How many connections and templates the table has room for: 1 to <see cref="MaxConnections"/>.</summary>
    public int Connections { get; init; } = 65536;

    /// <summary>How many real servers there can be over all services: 1 to 1,048,576.</summary>
    public int Servers { get; init; } = 4096;

    /// <summary>The compiled XDP program, an ELF file; null for the one embedded in this assembly. Every map it has under a name of
    /// lvs_abi.h is shared and pinned.</summary>
    public byte[]? Program { get; init; }

    /// <summary>The program's name in <see cref="Program"/>. The variant for frames of several buffers (SEC("xdp.frags")) has
    /// <c>_frags</c> behind it.</summary>
    public string ProgramName { get; init; } = "lvs";
}
