namespace Lvs.Benchmarks.Measures;

/// <summary>Lets the kernel track a million connections for as long as nftables is measured: the limit is the machine's, and
/// not a namespace's.</summary>
internal sealed class ConntrackRoom : IDisposable
{
    private const string File = "/proc/sys/net/netfilter/nf_conntrack_max";
    private readonly string? _before;

    public ConntrackRoom()
    {
        if (!System.IO.File.Exists(File))
            return;
        _before = System.IO.File.ReadAllText(File).Trim();
        if (int.Parse(_before) < 1_000_000)
            System.IO.File.WriteAllText(File, "1000000");
    }

    public void Dispose()
    {
        if (_before is not null)
            System.IO.File.WriteAllText(File, _before);
    }
}
