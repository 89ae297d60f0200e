using System.Diagnostics;
using System.Net;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;

namespace Lvs.Benchmarks.Measures;

/// <summary>With a million connections, and traffic at half of what the director can do: how long a first packet takes to reach
/// its real server, and lvsd to answer a control request. The same probe through nftables, with a
/// thousand connections, says what of it is the machine's.</summary>
internal sealed class UnderLoad : IMeasure
{
    private const int Probes = 200;
    private const int PeerFlows = 1000;
    private const double LimitMilliseconds = 5;

    public string Title => "answers under load";

    public IReadOnlyList<string> Gives => ["LOAD"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        await FlowScale.FillAsync(site, Lane.VirtualAddress, cancellation);
        Load load = new(Load.Udp, IPAddress.Parse(Lane.VirtualAddress), VirtualServices.Port, site.Options.Flows, TrafficOrder.Scattered);

        // A million connections would make the kernel's tracking slower, here and in what is measured next.
        site.Nftables.Equip(null, "sink");
        await DuringAsync(
            site.Nftables,
            load with { Flows = PeerFlows },
            most =>
            {
                AddPackets(report, "nftables DNAT", TimeFirstPackets(site.Nftables), most);
                return Task.CompletedTask;
            },
            cancellation);
        await DuringAsync(
            site.Lvs,
            load,
            async most =>
            {
                double[] requests = await TimeRequestsAsync(site, cancellation);
                Add(report, "a control request, p99", "lvsd", Percentile(requests, 99), LimitMilliseconds, most);
                AddPackets(report, "lvsd", TimeFirstPackets(site.Lvs), most, LimitMilliseconds);
            },
            cancellation);
    }

    // The load's own rate at most is measured first, and half of it kept up while the probes are sent.
    private static async Task DuringAsync(Lane lane, Load load, Func<double, Task> measure, CancellationToken cancellation)
    {
        double most = lane.Generate(load).Run(256).PerSecond;
        using TrafficObject background = new();
        Generator half = lane.Generate(load with { Rate = (int)(most / 2) }, background);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task busy = Task.Factory.StartNew(
            () => half.Within(() =>
            {
                while (!enough.IsCancellationRequested)
                    half.Send((uint)(most / 20));
                return true;
            }),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await measure(most);
        await enough.CancelAsync();
        await busy;
    }

    private static async Task<double[]> TimeRequestsAsync(Site site, CancellationToken cancellation)
    {
        double[] times = new double[Probes];
        for (int i = -5; i < Probes; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await site.Lvsd.Client.GetTimeoutsAsync(cancellation);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    private static double[] TimeFirstPackets(Lane lane)
    {
        Load probe = new(Load.Udp, IPAddress.Parse(VirtualServices.ProbeAddress), VirtualServices.Port, 1_000_000)
        {
            Clients = IPAddress.Parse("198.19.0.0"),
        };
        Generator generator = lane.Generate(probe);
        lane.Traffic.Plan.ProbePort = (ushort)IPAddress.HostToNetworkOrder((short)(VirtualServices.ServerPort + 1));
        return generator.Within(() =>
        {
            double[] times = new double[Probes];
            for (int i = 0; i < Probes; i++)
                times[i] = TimeOne(lane.Traffic, generator);
            return times;
        });
    }

    // The plan's stamp is of the moment at which the frame leaves, and the arrival is the sink's: neither the test run, which takes
    // long to begin, nor this thread, which shares its processor with the load, is in between.
    private static double TimeOne(TrafficObject traffic, Generator generator)
    {
        ulong before = traffic.Tally.Probes;
        traffic.Plan.Sent = 0;
        traffic.Plan.ProbeArrival = 0;
        generator.Send(1);
        long deadline = Environment.TickCount64 + 100;
        while (traffic.Tally.Probes == before)
        {
            if (Environment.TickCount64 > deadline)
                return 100;
            Thread.Yield();
        }

        return (Volatile.Read(ref traffic.Plan.ProbeArrival) - generator.FirstStamp) / 1e6;
    }

    private static void AddPackets(Report report, string who, double[] times, double most, double? limit = null)
    {
        Add(report, "a first packet to its real server, half of them", who, Percentile(times, 50), null, most);
        Add(report, "a first packet to its real server, p99", who, Percentile(times, 99), limit, most);
    }

    private static double Percentile(double[] times, int percent)
    {
        Array.Sort(times);
        return times[times.Length * percent / 100];
    }

    private static void Add(Report report, string what, string who, double milliseconds, double? limit, double most) =>
        report.Add(new Figure("LOAD", what, who, milliseconds, "ms")
        {
            Target = limit is null ? null : $"≤ {limit} ms",
            Met = limit is null ? null : milliseconds <= limit,
            Note = limit is null
                ? null
                : $"LOAD: a million connections, {most / 2:N0} packets/s of traffic, half of what goes through at most; "
                    + $"{Probes} times each.",
        });
}
