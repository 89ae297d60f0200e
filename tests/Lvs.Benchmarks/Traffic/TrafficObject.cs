using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;

namespace Lvs.Benchmarks.Traffic;

/// <summary>The benchmark's XDP programs with a plan and a tally of their own.</summary>
internal sealed unsafe class TrafficObject : IDisposable
{
    private static readonly Lazy<byte[]> Elf = new(Read);
    private readonly BpfObject _object;
    private readonly MappedArray<TrafficPlan> _plan;
    private readonly MappedArray<TrafficTally> _tally;

    public TrafficObject()
    {
        MemoryLock.Raise();
        _object = BpfObject.Open(Elf.Value);
        _object.Load();
        _plan = new(FileDescriptor.Take(Libc.Dup(_object.MapFd("plan")), "dup"));
        _tally = new(FileDescriptor.Take(Libc.Dup(_object.MapFd("tally")), "dup"));
    }

    /// <summary>What the generator does next.</summary>
    public ref TrafficPlan Plan => ref _plan[0];

    /// <summary>What arrived so far.</summary>
    public TrafficTally Tally
    {
        get
        {
            TrafficTally sum = default;
            for (int cpu = 0; cpu < Environment.ProcessorCount; cpu++)
            {
                ref TrafficTally one = ref _tally[cpu];
                sum += new TrafficTally
                {
                    Packets = Volatile.Read(ref one.Packets),
                    Probes = Volatile.Read(ref one.Probes),
                    Opened = Volatile.Read(ref one.Opened),
                    Served = Volatile.Read(ref one.Served),
                    Refused = Volatile.Read(ref one.Refused),
                };
            }

            return sum;
        }
    }

    /// <summary>The descriptor of a program: generate, redirect, sink, dial, answer.</summary>
    public int Program(string name) => _object.ProgramFd(name);

    /// <summary>Writes a load into the plan, beginning with its first flow.</summary>
    /// <param name="load">The load.</param>
    /// <param name="template">Its frame.</param>
    /// <param name="ifindex">Where frames leave.</param>
    public void Prepare(Load load, ReadOnlySpan<byte> template, uint ifindex)
    {
        ref TrafficPlan plan = ref Plan;
        template.CopyTo(MemoryMarshal.CreateSpan(ref plan.Frame[0], TrafficPlan.FrameBytes));
        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(template);
        (plan.IpSum, plan.TransportSum) = (Sum(words[7..17]), Sum(words[17..]) + Sum(words[13..17]));
        plan.TransportSum += BinaryPrimitives.ReverseEndianness((ushort)load.Protocol)
            + (uint)BinaryPrimitives.ReverseEndianness((ushort)(TrafficPlan.FrameBytes - 34));
        plan.Client = BinaryPrimitives.ReadUInt32BigEndian(load.Clients.GetAddressBytes());
        plan.Flows = (uint)load.Flows;
        plan.Flags = load.Order;
        plan.Ifindex = ifindex;
        plan.Protocol = load.Protocol;
        plan.Next = 0;
        plan.Gap = load.Rate == 0 ? 0 : 1_000_000_000ul / (uint)load.Rate;
        (plan.Due, plan.Until, plan.Window) = (0, 0, (uint)load.Window);
        (plan.Started, plan.GivenUp, plan.Finished) = (0, 0, 0);
    }

    public void Dispose()
    {
        _plan.Dispose();
        _tally.Dispose();
        _object.Dispose();
    }

    private static uint Sum(ReadOnlySpan<ushort> words)
    {
        uint sum = 0;
        foreach (ushort word in words)
            sum += word;
        return sum;
    }

    private static byte[] Read()
    {
        using Stream stream = typeof(TrafficObject).Assembly.GetManifestResourceStream("traffic.bpf.o")
            ?? throw new InvalidOperationException("traffic.bpf.o is not in this assembly");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
