using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;

namespace Lvs.Benchmarks.Micro;

/// <summary>A service of many real servers with weights of 1 to 5, whose connections begin and end at the same rate: each that is
/// picked takes the place of the one picked 4,096 picks ago.</summary>
internal sealed class BusyService
{
    private const int Held = 4096;
    private readonly RealServer?[] _held = new RealServer?[Held];
    private uint _turn;

    public BusyService(string scheduler, int servers, Action<RealServer>? added = null)
    {
        RuleBook book = new(
            new NoDataPlane(), static _ => false, 10, servers + 1, new SchedulingContext { Random = new XorShiftRandom(42) });
        ServiceKey key = ServiceKey.ForAddress(Protocol.Tcp, Address, Port);
        book.AddService(key, new ServiceSettings { Scheduler = scheduler });
        for (int i = 1; i <= servers; i++)
        {
            ServerSettings settings = new() { Method = ForwardingMethod.Masquerade, Weight = (i % 5) + 1 };
            RealServer server = book.AddServer(key, new ServerKey(InetAddress.FromV4(0x0A000000u + (uint)i), 80), settings);
            added?.Invoke(server);
        }

        Scheduler = book.Find(key)!.Scheduler!;
    }

    public static InetAddress Address { get; } = InetAddress.Parse("192.0.2.1");

    public static ushort Port => 80;

    public Scheduler Scheduler { get; }

    /// <summary>So many picks fill what is held, and more.</summary>
    public static int Warm => 3 * Held;

    /// <summary>The number of the next pick.</summary>
    public uint Next => _turn;

    /// <summary>Gives the server that was picked its connection, and ends the oldest.</summary>
    public void Turn(RealServer? picked)
    {
        ref RealServer? held = ref _held[_turn++ % Held];
        held?.ConnectionRemoved(wasActive: true);
        picked?.ConnectionAdded(active: true);
        held = picked;
    }
}
