using System.Runtime.InteropServices;

namespace Lvs.Benchmarks.Reports;

/// <summary>Where and when the figures were taken.</summary>
/// <param name="Processor">The model, as the kernel names it.</param>
/// <param name="Processors">How many.</param>
/// <param name="MemoryGigabytes">Of main memory.</param>
/// <param name="Kernel">The release.</param>
/// <param name="Runtime">.NET's version.</param>
/// <param name="Date">UTC.</param>
/// <param name="LoadBefore">The load average of the minute before: what else ran on the machine.</param>
internal sealed record Machine(
    string Processor, int Processors, double MemoryGigabytes, string Kernel, string Runtime, string Date, double LoadBefore)
{
    public static Machine Read() => new(
        FirstLine("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription,
        DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm"),
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0]));

    public override string ToString() =>
        $"{Processors} × {Processor}, {MemoryGigabytes:F0} GB, Linux {Kernel}, {Runtime}, {Date} UTC, load before {LoadBefore:F1}";

    private static string FirstLine(string file, string key) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();
}
