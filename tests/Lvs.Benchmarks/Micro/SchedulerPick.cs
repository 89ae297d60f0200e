using BenchmarkDotNet.Attributes;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Scheduling;

namespace Lvs.Benchmarks.Micro;

/// <summary>P5: a pick, and the index brought up to date about the connection it leads to and another that ends.</summary>
[MemoryDiagnoser]
public class SchedulerPick
{
    private const int Held = 4096;
    private static readonly ServiceKey Service = ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse("192.0.2.1"), 80);
    private readonly RealServer?[] _held = new RealServer?[Held];
    private Scheduler _scheduler = null!;
    private PlainWalk? _walk;
    private uint _turn;

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Names => SchedulerFactory.Names;

    [ParamsSource(nameof(Names))]
    public string Scheduler { get; set; } = "wlc";

    [Params(3, 100, 1000, 10_000)]
    public int Servers { get; set; } = 1000;

    [GlobalSetup]
    public void Prepare()
    {
        RuleBook book = new(new NoDataPlane(), static _ => false, 10, Servers + 1, new SchedulingContext { Random = new XorShiftRandom(42) });
        book.AddService(Service, new ServiceSettings { Scheduler = Scheduler });
        _walk = Scheduler is "sh" or "dh" or "mh" or "lblc" or "lblcr" ? null : PlainWalk.For(Scheduler, new XorShiftRandom(42));
        for (int i = 1; i <= Servers; i++)
        {
            ServerSettings settings = new() { Method = ForwardingMethod.Masquerade, Weight = (i % 5) + 1 };
            _walk?.Added(book.AddServer(Service, new ServerKey(InetAddress.FromV4(0x0A000000u + (uint)i), 80), settings));
        }

        _scheduler = book.Find(Service)!.Scheduler!;
        for (int i = 0; i < 3 * Held; i++)
            Indexed();
    }

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Indexed()
    {
        uint turn = _turn++;
        SchedulingRequest request = new(InetAddress.FromV4(turn * 2654435761), (ushort)turn, Service.Address, 80, 0);
        Turn(turn, _scheduler.Pick(request));
    }

    /// <summary>As the kernel walks the list. The hash schedulers do not walk it, and have none.</summary>
    [Benchmark(Baseline = true)]
    public void Walked()
    {
        if (_walk is not null)
            Turn(_turn++, _walk.Pick());
    }

    private void Turn(uint turn, RealServer? picked)
    {
        ref RealServer? held = ref _held[turn % Held];
        held?.ConnectionRemoved(wasActive: true);
        picked?.ConnectionAdded(active: true);
        held = picked;
    }
}
