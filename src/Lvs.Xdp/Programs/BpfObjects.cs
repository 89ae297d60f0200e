namespace Lvs.Xdp.Programs;

/// <summary>
/// The compiled BPF programs, embedded in this assembly: ELF files for the BPF target with BTF, as libbpf opens them.
/// Their sources, and the target that compiles them, are in <c>src/Lvs.Xdp/bpf</c>.
/// </summary>
public static class BpfObjects
{
    private static readonly Lazy<byte[]> LvsBytes = new(() => Read("lvs.bpf.o"));
    private static readonly Lazy<byte[]> DecapBytes = new(() => Read("decap.bpf.o"));
    private static readonly Lazy<byte[]> PassBytes = new(() => Read("pass.bpf.o"));

    /// <summary>The director's data path: programs <c>lvs</c> and <c>lvs_frags</c>, maps of <c>lvs_abi.h</c>.</summary>
    public static ReadOnlySpan<byte> Lvs => LvsBytes.Value;

    /// <summary>The decapsulator for real servers: program <c>lvs_decap</c>, maps of <c>decap_abi.h</c>.</summary>
    public static ReadOnlySpan<byte> Decap => DecapBytes.Value;

    /// <summary>A program that passes everything, <c>lvs_pass</c>: for the far ends of veth pairs.</summary>
    public static ReadOnlySpan<byte> Pass => PassBytes.Value;

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(BpfObjects).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The BPF object {name} is not in {typeof(BpfObjects).Assembly.FullName}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
