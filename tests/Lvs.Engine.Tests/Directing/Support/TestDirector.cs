using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tables;
using Lvs.Engine.Tests.Rules;
using Lvs.Engine.Tests.Scheduling;

namespace Lvs.Engine.Tests.Directing;

/// <summary>A director with all that belongs to it, in memory, and a clock that is set by hand.</summary>
internal sealed class TestDirector : IDisposable
{
    private const int Headroom = PacketBuffer.DefaultHeadroom;
    private static readonly uint s_start = uint.MaxValue - Ticks.FromSeconds(2); // so that time wraps in every test

    private readonly TableMemory _memory;
    private readonly bool _ownsMemory;
    private readonly byte[] _storage = new byte[4096];
    private readonly FastPath _fastPath;

    public TestDirector(int connections = 4096, SchedulingContext? scheduling = null, TableMemory? memory = null, RuleSet? stored = null)
    {
        _ownsMemory = memory is null;
        _memory = memory ?? new TableMemory(connections);
        Now = s_start;
        Director = new Director(_memory.Tables, Network, Network, DataPlane, Now, scheduling);
        if (stored is not null)
            Rules.Restore(stored);
        Director.Adopt(Now);
        _fastPath = new FastPath(_memory.Tables, Director, Network);
    }

    public Director Director { get; }

    public RuleBook Rules => Director.Rules;

    public TestNetwork Network { get; } = new();

    public RecordingDataPlane DataPlane { get; } = new();

    public TableMemory Memory => _memory;

    public uint Now { get; private set; }

    /// <summary>Frames that had to go up.</summary>
    public int Climbed { get; private set; }

    /// <summary>The live entries' slots.</summary>
    public IEnumerable<int> Slots => Enumerable.Range(1, _memory.Capacity).Where(
        slot => _memory[slot].Kind is SlotKind.Connection or SlotKind.Template);

    public void Ipvsadm(params string[] commands)
    {
        foreach (string command in commands)
        {
            string[] words = command.Split(' ');
            if (words[0] == "--set")
            {
                Director.Apply(Director.Settings with
                {
                    Timeouts = new ServiceTimeouts(Number(words[1]), Number(words[2]), Number(words[3])),
                });
            }
            else
            {
                IpvsAdmCommand.Run(Rules, command);
            }
        }

        static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>A frame comes in; what leaves is in the network's list afterwards, and nothing else.</summary>
    public void Receive(byte[] frame, uint ingress = TestNetwork.ClientSide)
    {
        Network.Clear();
        Feed(frame, ingress);
    }

    /// <summary>A frame comes in, without forgetting what left before.</summary>
    public void Feed(byte[] frame, uint ingress)
    {
        frame.CopyTo(_storage.AsSpan(Headroom));
        switch (_fastPath.Handle(_storage, Headroom, frame.Length, Now))
        {
            case XdpVerdict.Up:
                Climb(frame, ingress);
                break;
            case XdpVerdict.Pass:
                Network.Deliver(frame, ingress);
                break;
        }
    }

    /// <summary>A frame is given to the director, as if the XDP program did not know better.</summary>
    public void Climb(byte[] frame, uint ingress = TestNetwork.ClientSide)
    {
        Climbed++;
        frame.CopyTo(_storage.AsSpan(Headroom));
        Director.Process(_storage, Headroom, frame.Length, ingress, Now);
    }

    /// <summary>Lets time pass, the director's timers run every second of it.</summary>
    public void Wait(double seconds)
    {
        uint end = Now + Ticks.FromSeconds(seconds);
        while (Ticks.Since(end, Now) > 0)
        {
            Now += Math.Min(end - Now, TimerWheel.Period);
            Director.Advance(Now);
        }
    }

    public void Tick()
    {
        Now++;
        Director.Advance(Now);
    }

    public (int Active, int Inactive) CountsOf(string server)
    {
        InetAddress address = InetAddress.Parse(server);
        RealServer found = Rules.Services.SelectMany(static service => service.Servers).Concat(Rules.RemovedServers)
            .First(candidate => candidate.Key.Address == address);
        return (found.ActiveConnections, found.InactiveConnections);
    }

    public void Dispose()
    {
        if (_ownsMemory)
            _memory.Dispose();
    }
}
