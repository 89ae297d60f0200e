using System.Globalization;
using System.Text.RegularExpressions;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Lab;

namespace Lvs.Benchmarks.Measures;

/// <summary>P4: HTTP requests a second and their latency, by wrk on one end and nginx on the other.</summary>
internal sealed partial class WebRequests : IMeasure
{
    private const string Direct = "no balancer";
    private const int Connections = 32;

    public string Title => "HTTP requests";

    public IReadOnlyList<string> Gives => ["P4"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach (Lane lane in site.Lanes)
        {
            lane.Equip(null, null);
            if (lane != site.Floor)
                Peers.StartWebServer(site, lane);
        }

        await Task.Delay(500, cancellation);
        await MeasureAsync(site, report, keepAlive: true, cancellation);
        await MeasureAsync(site, report, keepAlive: false, cancellation);
    }

    private static async Task MeasureAsync(Site site, Report report, bool keepAlive, CancellationToken cancellation)
    {
        (string Name, Lane Lane)[] contestants =
        [
            (Direct, site.Forwarding), ("HAProxy", site.Haproxy), ("nginx stream", site.Nginx),
            ("nftables DNAT", site.Nftables), ("LvsPS NAT", site.Lvs),
        ];
        Dictionary<string, List<double>> latencies = contestants.ToDictionary(static one => one.Name, static _ => new List<double>());
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [.. contestants.Select(one => (one.Name, (Func<Task<double>>)(async () =>
            {
                string url = one.Name == Direct ? $"http://{Lane.ServerAddress}:8080/" : $"http://{Lane.VirtualAddress}/";
                (double requests, double latency) = await AskAsync(one.Lane, url, keepAlive, site.Options.Round, cancellation);
                latencies[one.Name].Add(latency);
                return requests;
            })))],
            cancellation);
        string what = keepAlive ? "HTTP, connections kept" : "HTTP, a connection a request";
        foreach ((string name, _) in contestants)
        {
            bool own = name == "LvsPS NAT";
            double ratio = rounds.Ratio(name, own && !keepAlive ? "nftables DNAT" : own ? "HAProxy" : Direct);
            report.Add(new Figure("P4", what, name, rounds.Median(name), "requests/s")
            {
                Rounds = rounds.Of(name),
                Ratio = name == Direct ? null : ratio,
                To = own && !keepAlive ? "nftables DNAT" : own ? "HAProxy" : Direct,
                Target = own ? keepAlive ? "> 1" : "≥ 0.9" : null,
                Met = own ? keepAlive ? ratio > 1 : ratio >= 0.9 : null,
            });
        }

        if (!keepAlive)
        {
            double gain = rounds.Ratio("LvsPS NAT", "HAProxy");
            report.Add(new Figure("P4", what + ": against HAProxy", "LvsPS NAT", gain, "times") { Target = "> 1", Met = gain > 1 });
        }

        foreach ((string name, _) in contestants)
        {
            report.Add(new Figure("P4", what + ": latency, p99", name, Rounds.MedianOf(latencies[name]), "ms")
            {
                Rounds = latencies[name],
            });
        }
    }

    private static async Task<(double Requests, double Latency)> AskAsync(
        Lane lane, string url, bool keepAlive, TimeSpan time, CancellationToken cancellation)
    {
        List<string> command =
        [
            "wrk", "-t1", $"-c{Connections}", $"-d{Math.Max(1, (int)time.TotalSeconds)}s", "--latency",
            .. keepAlive ? Array.Empty<string>() : ["-H", "Connection: close"], url,
        ];
        string text = (await lane.Client.ExecuteAsync(command, cancellation)).EnsureSuccess();
        Match rate = Rate().Match(text), latency = Percentile().Match(text);
        if (!rate.Success || !latency.Success)
            throw new LabException($"wrk said what was not understood:\n{text}");
        double scale = latency.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return (Number(rate.Groups[1]), Number(latency.Groups[1]) * scale);
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Percentile();
}
