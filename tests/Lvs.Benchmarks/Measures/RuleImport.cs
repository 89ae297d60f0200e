using System.Diagnostics;
using Lvs.Benchmarks.Lanes;
using Lvs.Benchmarks.Reports;
using Lvs.Client;

namespace Lvs.Benchmarks.Measures;

/// <summary>P8: whole rule sets: 1,000 services with 100 real servers each, and 10,000 services with one.</summary>
internal sealed class RuleImport : IMeasure
{
    private const double Limit = 2;

    public string Title => "import of rules";

    public IReadOnlyList<string> Gives => ["P8"];

    public async Task RunAsync(Site site, Report report, CancellationToken cancellation)
    {
        foreach ((int services, int servers) in ((int, int)[])[(1000, 100), (10_000, 1)])
        {
            string what = $"{services:N0} services × {servers} real servers";
            LvsRules rules = Rules(services, servers);
            await ImportAsync(site, report, what, rules, cancellation);
            await PowerShell.ImportAsync(site, report, what, rules, Limit, cancellation);
        }

        await site.Lvsd.Client.SetRulesAsync(VirtualServices.Rules, cancellation: cancellation);
    }

    private static async Task ImportAsync(Site site, Report report, string what, LvsRules rules, CancellationToken cancellation)
    {
        const string who = "PUT /v1/rules at the socket";
        Rounds rounds = await Rounds.TakeAsync(
            site.Options.Rounds,
            [(who, async () =>
            {
                await site.Lvsd.Client.SetRulesAsync(VirtualServices.Rules, cancellation: cancellation);
                long started = Stopwatch.GetTimestamp();
                await site.Lvsd.Client.SetRulesAsync(rules, cancellation: cancellation);
                return Stopwatch.GetElapsedTime(started).TotalSeconds;
            })],
            cancellation);
        report.Add(new Figure("P8", what, who, rounds.Median(who), "s")
        {
            Rounds = rounds.Of(who),
            Target = $"≤ {Limit} s",
            Met = rounds.Median(who) <= Limit,
        });
    }

    private static LvsRules Rules(int services, int servers) => new()
    {
        Services =
        [
            .. Enumerable.Range(0, services).Select(service => new LvsVirtualService
            {
                Protocol = LvsProtocol.Tcp,
                Address = $"10.4.{service / 250}.{(service % 250) + 1}",
                Port = 80,
                Scheduler = "wlc",
                RealServers =
                [
                    .. Enumerable.Range(0, servers).Select(server => new LvsRealServer
                    {
                        Address = $"10.2.{server / 100}.{(server % 100) + 10}",
                        Port = 8080,
                        ForwardingMethod = LvsForwardingMethod.Masquerade,
                    }),
                ],
            }),
        ],
    };
}
