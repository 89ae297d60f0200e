using Lvs.Service.Directors;

namespace Lvs.Service.Tests.Directors;

public sealed class MemoryGaugeTests
{
    [Fact]
    public void Free_memory_and_buffers_count()
    {
        string[] lines =
        [
            "MemTotal:       24000000 kB",
            "MemFree:            4096 kB",
            "MemAvailable:   20000000 kB",
            "Buffers:            1024 kB",
            "Cached: 5 kB",
        ];
        Assert.Equal(5120 * 1024 / Environment.SystemPageSize, MemoryGauge.Parse(lines));
    }

    [Fact]
    public void What_is_not_told_is_no_shortage() => Assert.Equal(long.MaxValue, MemoryGauge.Parse(["nonsense", "MemFree: much kB"]));

    [Fact]
    public void This_host_tells() => Assert.InRange(MemoryGauge.ReadPages(), 1, long.MaxValue - 1);
}
