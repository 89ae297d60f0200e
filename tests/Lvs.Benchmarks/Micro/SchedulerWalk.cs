using BenchmarkDotNet.Attributes;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Scheduling;

namespace Lvs.Benchmarks.Micro;

/// <summary>What <see cref="SchedulerPick"/> is to be compared with: the same by walking the list of servers, as the kernel does, for
/// the schedulers that walk it there. The hash schedulers and those of a destination's cache do not.</summary>
[MemoryDiagnoser]
public class SchedulerWalk
{
    private BusyService _service = null!;
    private PlainWalk _walk = null!;

    public static IEnumerable<string> Names => SchedulerFactory.Names.Except(["sh", "dh", "mh", "lblc", "lblcr"]);

    [ParamsSource(nameof(Names))]
    public string Scheduler { get; set; } = "wlc";

    [Params(3, 100, 1000, 10_000)]
    public int Servers { get; set; } = 1000;

    [GlobalSetup]
    public void Prepare()
    {
        _walk = PlainWalk.For(Scheduler, new XorShiftRandom(42));
        _service = new BusyService(Scheduler, Servers, _walk.Added);
        for (int i = 0; i < BusyService.Warm; i++)
            Walked();
    }

    [Benchmark]
    public void Walked() => _service.Turn(_walk.Pick());
}
