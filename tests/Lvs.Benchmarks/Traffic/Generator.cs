using Lvs.Lab.Network;
using Lvs.Xdp.Interop;

namespace Lvs.Benchmarks.Traffic;

/// <summary>
/// Sends a load by test runs of the program <c>generate</c> on live frames. Everything up to the sink happens in the thread
/// that calls: one core, no queue that can overflow, so that frames a second are the inverse of what a frame costs.
/// </summary>
internal sealed class Generator
{
    private const uint SmallBatch = 16;
    private static readonly byte[] Blank = new byte[TrafficPlan.FrameBytes];
    private readonly TrafficObject _traffic;
    private readonly LabNode _node;
    private readonly Load _load;
    private readonly byte[] _template;
    private readonly uint _ifindex;

    public Generator(TrafficObject traffic, LabNode node, Load load, byte[] template, uint ifindex)
    {
        _traffic = traffic;
        _node = node;
        _load = load;
        _template = template;
        _ifindex = ifindex;
        Prepare();
    }

    /// <summary>Writes the load into the plan, beginning with its first flow: needed when another generator has used the lane.</summary>
    public void Prepare() => _traffic.Prepare(_load, _template, _ifindex);

    /// <summary>Sends frames, on the calling thread, which must be in the lane's namespace (<see cref="Within"/>).</summary>
    /// <param name="frames">How many.</param>
    /// <param name="batch">How many leave at a time; 0 for the kernel's 64.</param>
    public void Send(uint frames, uint batch = 0)
    {
        Bpf.XdpMd context = new() { DataEnd = TrafficPlan.FrameBytes, IngressIfindex = _ifindex };
        if (Bpf.ProgTestRun(
            _traffic.Program("generate"), Blank, default, context, Bpf.BPF_F_TEST_XDP_LIVE_FRAMES, frames, out _, batch) < 0)
            throw new LinuxException("BPF_PROG_TEST_RUN on live frames", Errno.Last);
    }

    /// <summary>Runs an action on a thread in the namespace where the load begins.</summary>
    public T Within<T>(Func<T> action) => _node.Run(() =>
    {
        Affinity.KeepThread(Affinity.Load);
        return action();
    });

    /// <summary>
    /// Sends frames as fast as it goes. The figure is that of the slice of 4,096 frames that nine in ten are slower than: a slice
    /// is a few milliseconds, and what else runs on the machine takes its time from most of the others.
    /// </summary>
    /// <param name="slices">How many slices, at most 1,000.</param>
    public Throughput Run(int slices) => Within(() =>
    {
        TrafficTally before = _traffic.Tally;
        _traffic.Plan.Sent = 0;
        uint frames = ((uint)slices * TrafficPlan.SliceFrames) + 1;
        Send(frames);
        double[] rates = new double[slices];
        for (int i = 0; i < slices; i++)
            rates[i] = TrafficPlan.SliceFrames * 1e9 / (Stamp(i + 1) - Stamp(i));
        Array.Sort(rates);
        return new Throughput(rates[slices * 9 / 10], (_traffic.Tally.Packets - before.Packets) / (double)frames);
    });

    /// <summary>Starts as many connections, or one-packet flows, as get finished within a window that the load gives.</summary>
    /// <param name="time">How long.</param>
    /// <returns>What arrived at both ends, and how long it took.</returns>
    public (TrafficTally Tally, TimeSpan Time) Serve(TimeSpan time) => Within(() =>
    {
        TrafficTally before = _traffic.Tally;
        ref TrafficPlan plan = ref _traffic.Plan;
        long began = Libc.MonotonicNanoseconds();
        (plan.Started, plan.GivenUp, plan.Finished) = (0, 0, 0);
        plan.Until = (ulong)(began + (time.Ticks * 100));
        plan.Sent = 0;

        // More than there is time for; what is left then costs next to nothing.
        Send((uint)(time.TotalSeconds * 2_000_000), SmallBatch);
        double first = Stamp(0);
        TrafficTally after = _traffic.Tally;
        return (after - before, TimeSpan.FromTicks((long)((plan.Until - first) / 100)));
    });

    /// <summary>When the first frame since the plan's count was set to 0 left, in nanoseconds of CLOCK_MONOTONIC.</summary>
    public ulong FirstStamp => Stamp(0);

    private unsafe ulong Stamp(int number) => _traffic.Plan.Stamps[number];
}
