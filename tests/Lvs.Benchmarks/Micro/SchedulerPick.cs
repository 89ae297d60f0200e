using BenchmarkDotNet.Attributes;
using Lvs.Engine.Addressing;
using Lvs.Engine.Scheduling;

namespace Lvs.Benchmarks.Micro;

/// <summary>P5: a pick, and the index brought up to date about the connection it leads to and another that ends.</summary>
[MemoryDiagnoser]
public class SchedulerPick
{
    private BusyService _service = null!;

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Names => SchedulerFactory.Names;

    [ParamsSource(nameof(Names))]
    public string Scheduler { get; set; } = "wlc";

    [Params(3, 100, 1000, 10_000)]
    public int Servers { get; set; } = 1000;

    [GlobalSetup]
    public void Prepare()
    {
        _service = new BusyService(Scheduler, Servers);
        for (int i = 0; i < BusyService.Warm; i++)
            Indexed();
    }

    [Benchmark]
    public void Indexed()
    {
        uint turn = _service.Next;
        SchedulingRequest request = new(
            InetAddress.FromV4(turn * 2654435761), (ushort)turn, BusyService.Address, BusyService.Port, 0);
        _service.Turn(_service.Scheduler.Pick(request));
    }
}
