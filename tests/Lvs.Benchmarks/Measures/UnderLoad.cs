using System.Diagnostics;
using System.Net;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Benchmarks.Traffic;

namespace Lvs.Benchmarks.Measures;

/// <summary>With a million connections, and traffic at half of what the director can do: how long a first packet takes to reach
/// its real server, and lvsd to answer a control request.</summary>
internal sealed class UnderLoad : IMeasure
{
    private const int Probes = 200;
    private const double LimitMilliseconds = 5;

    public string Title => "answers under load";

    public IReadOnlyList<string> Gives => ["LOAD"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        await FlowScale.FillAsync(site, Lane.VirtualAddress, cancellation);
        Load load = new(Load.Udp, IPAddress.Parse(Lane.VirtualAddress), VirtualServices.Port, site.Options.Flows, TrafficOrder.Scattered);
        double most = site.Lvs.Generate(load).Run(256).PerSecond;
        using TrafficObject background = new();
        Generator half = site.Lvs.Generate(load with { Rate = (int)(most / 2) }, background);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task busy = Task.Factory.StartNew(
            () => half.Within(() =>
            {
                while (!enough.IsCancellationRequested)
                    half.Send((uint)(most / 20));
                return true;
            }),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        double[] requests = await TimeRequestsAsync(site, cancellation);
        double[] packets = TimeFirstPackets(site);
        await enough.CancelAsync();
        await busy;
        Add(report, "a control request, p99", requests, most);
        Add(report, "a first packet to its real server, p99", packets, most);
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

    private static double[] TimeFirstPackets(Site site)
    {
        Load probe = new(Load.Udp, IPAddress.Parse(VirtualServices.ProbeAddress), VirtualServices.Port, 1_000_000)
        {
            Clients = IPAddress.Parse("198.19.0.0"),
        };
        Generator generator = site.Lvs.Generate(probe);
        site.Lvs.Traffic.Plan.ProbePort = (ushort)IPAddress.HostToNetworkOrder((short)(VirtualServices.ServerPort + 1));
        return generator.Within(() =>
        {
            double[] times = new double[Probes];
            for (int i = 0; i < Probes; i++)
                times[i] = TimeOne(site.Lvs.Traffic, generator);
            return times;
        });
    }

    // The plan's stamp is of the moment at which the frame leaves; a test run takes long to begin.
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

    private static void Add(Report report, string what, double[] times, double most)
    {
        Array.Sort(times);
        double worst = times[times.Length * 99 / 100];
        report.Add(new Figure("LOAD", what, "lvsd", worst, "ms")
        {
            Target = $"≤ {LimitMilliseconds} ms",
            Met = worst <= LimitMilliseconds,
            Note = $"LOAD: a million connections, {most / 2:N0} packets/s of traffic, half of what goes through at most; {Probes} times each.",
        });
    }
}
