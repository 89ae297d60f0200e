using System.Globalization;

namespace Lvs.Service.Directors;

/// <summary>How much memory the host has free, as IPVS's defences reckon it (si_meminfo: free and buffers).</summary>
internal static class MemoryGauge
{
    private const long BytesPerKilobyte = 1024;

    /// <summary>Free pages; without limit where the host does not tell.</summary>
    public static long ReadPages()
    {
        try
        {
            return Parse(File.ReadLines("/proc/meminfo"));
        }
        catch (IOException)
        {
            return long.MaxValue;
        }
    }

    /// <summary>From the lines of /proc/meminfo, which are in kB.</summary>
    internal static long Parse(IEnumerable<string> lines)
    {
        long? free = null;
        long buffers = 0;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes))
                continue;
            if (words[0] == "MemFree:")
                free = kilobytes;
            else if (words[0] == "Buffers:")
                buffers = kilobytes;
        }

        return free is { } known ? (known + buffers) * BytesPerKilobyte / Environment.SystemPageSize : long.MaxValue;
    }
}
