using System.Globalization;
using System.Numerics;

namespace Lvs.Benchmarks.Measures;

/// <summary>What a process holds, by /proc.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes of its own memory that is resident: no files, no maps shared with the kernel.</summary>
    public static double Anonymous(int pid) => Status(pid, "RssAnon:");

    /// <summary>Bytes of everything that is resident but the mapped tables: own memory, and the program itself.</summary>
    public static double WithoutTables(int pid)
    {
        double sum = 0;
        bool table = false;
        foreach (string line in File.ReadLines($"/proc/{pid}/smaps"))
        {
            // A mapping begins with its addresses, all else with a name and a colon.
            string first = line.Split(' ', 2)[0];
            if (!first.EndsWith(':'))
            {
                table = line.EndsWith("bpf-map", StringComparison.Ordinal);
            }
            else if (first == "Rss:" && !table)
            {
                sum += 1024 * double.Parse(
                    line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }

    /// <summary>Bytes of the arrays that have an element for every connection: slots of 192 bytes, and a power of two of buckets of
    /// 64.</summary>
    public static double ConnectionMaps(int pid)
    {
        double sum = 0;
        HashSet<string> seen = [];
        foreach (string file in Directory.EnumerateFiles($"/proc/{pid}/fdinfo"))
        {
            Dictionary<string, string> fields = Fields(file);
            bool counts = fields.TryGetValue("map_type", out string? type) && type == "2"
                && (fields["value_size"] == "192" || (fields["value_size"] == "64" && IsPowerOfTwo(fields["max_entries"])))
                && seen.Add(fields["map_id"]);
            if (counts)
                sum += double.Parse(fields["memlock"], CultureInfo.InvariantCulture);
        }

        return sum;
    }

    private static bool IsPowerOfTwo(string number) => BitOperations.IsPow2(int.Parse(number, CultureInfo.InvariantCulture));

    private static Dictionary<string, string> Fields(string file)
    {
        try
        {
            return File.ReadLines(file).Select(static line => line.Split(':', 2)).Where(static part => part.Length == 2)
                .GroupBy(static part => part[0].Trim()).ToDictionary(static part => part.Key, static part => part.First()[1].Trim());
        }
        catch (IOException)
        {
            return []; // closed in the meantime
        }
    }

    private static double Status(int pid, string key) => 1024 * double.Parse(
        File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith(key, StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
