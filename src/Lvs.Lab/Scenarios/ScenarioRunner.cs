using System.Net;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Network;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Scenarios;

/// <summary>Runs a scenario in a lab that stands, and judges what it saw.</summary>
/// <param name="testbed">The lab, built after the scenario's topology.</param>
internal sealed class ScenarioRunner(Testbed testbed)
{
    // Answers so much larger than questions and acknowledgements that half of their sum tells which way they went.
    private const int TcpAnswerLength = 8192;
    private const int UdpAnswerLength = 1200;

    /// <summary>Gives lvsd the scenario's rules, in both families, and none of the connections and cursors of the one before.</summary>
    public async Task ApplyAsync(Scenario scenario, CancellationToken cancellation)
    {
        await testbed.Director.ClearRulesAsync(cancellation);
        await testbed.Director.RemoveConnectionsAsync(cancellation: cancellation);
        await testbed.Director.SetRulesAsync(
            new LvsRules { Services = [.. scenario.Services(InetFamily.V4), .. scenario.Services(InetFamily.V6)] },
            cancellation: cancellation);
    }

    /// <summary>Runs it in one family, TCP and UDP one after the other.</summary>
    public async Task<IReadOnlyList<ScenarioReport>> RunAsync(Scenario scenario, InetFamily family, CancellationToken cancellation)
    {
        List<ScenarioReport> reports = [];
        foreach (IGrouping<LvsProtocol, Exchange> exchanges in scenario.Exchanges.GroupBy(exchange => exchange.Protocol))
            reports.Add(await RunAsync(scenario, family, exchanges.Key, [.. exchanges], cancellation));
        return reports;
    }

    private async Task<ScenarioReport> RunAsync(
        Scenario scenario, InetFamily family, LvsProtocol protocol, IReadOnlyList<Exchange> exchanges, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, long> before = await testbed.Director.GetCountersAsync(cancellation);
        long bytesBefore = ReceivedByDirector();
        List<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome = [];
        foreach (Exchange exchange in exchanges)
        {
            try
            {
                outcome.Add((exchange, await AskAsync(exchange, family, cancellation)));
            }
            catch (LabException e)
            {
                return new ScenarioReport(scenario, family, protocol,
                    [new Promise("answered", e.Message, false, $"{exchange.Count} answers from {exchange.Vip.At(family, exchange.Port)}")]);
            }
        }

        long bytes = ReceivedByDirector() - bytesBefore;
        PacketTally packets = PacketTally.Between(before, await testbed.Director.GetCountersAsync(cancellation));
        return new ScenarioReport(scenario, family, protocol,
        [
            Answered(outcome),
            Source(outcome, family),
            Destination(scenario, outcome, family),
            Way(scenario, outcome, protocol, bytes),
            Packets(outcome, packets),
        ]);
    }

    private Task<IReadOnlyList<Answer>> AskAsync(Exchange exchange, InetFamily family, CancellationToken cancellation)
    {
        IPEndPoint target = exchange.Vip.At(family, exchange.Port);
        IPAddress source = ClientAddress(exchange, family);
        return exchange.Protocol == LvsProtocol.Udp
            ? testbed.Client.AskAsync(target, exchange.Count, UdpAnswerLength, source, cancellation)
            : testbed.Client.FetchAsync(target, exchange.Count, TcpAnswerLength, source, cancellation);
    }

    private static Promise Answered(IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome)
    {
        List<string> seen = [];
        List<string> expected = [];
        bool kept = true;
        foreach ((Exchange exchange, IReadOnlyList<Answer> answers) in outcome)
        {
            SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
            foreach (Answer answer in answers)
                counts[answer.Server] = counts.GetValueOrDefault(answer.Server) + 1;
            string label = exchange.Label is null ? "" : exchange.Label + ": ";
            seen.Add(label + string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}")));
            expected.Add(label + exchange.Expected.Words);
            kept &= answers.Count == exchange.Count && exchange.Expected.Holds(counts);
        }

        return new Promise("answered", string.Join("; ", seen), kept, string.Join("; ", expected));
    }

    private Promise Source(IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome, InetFamily family)
    {
        bool kept = outcome.All(part => part.Answers.All(
            answer => answer.Client.Address.Equals(ClientAddress(part.Exchange, family))));
        return new Promise(
            "source", Distinct(outcome, answer => answer.Client.Address.ToString()) + " as the real server saw it", kept,
            "the client's own: " + string.Join(", ", outcome.Select(part => ClientAddress(part.Exchange, family)).Distinct()));
    }

    private static Promise Destination(
        Scenario scenario, IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome, InetFamily family)
    {
        string observed = Distinct(outcome, answer => answer.Asked.ToString());
        if (scenario.MappedPort is not { } map)
        {
            return new Promise(
                "destination", observed + ", the VIP", outcome.All(part => part.Answers.All(
                    answer => answer.Asked.Equals(part.Exchange.Vip.At(family, part.Exchange.Port)))),
                "the virtual address and port, untouched");
        }

        HashSet<string> servers =
            [.. scenario.Services(family).SelectMany(service => service.RealServers ?? []).Select(server => server.Address!)];
        return new Promise(
            "destination", observed, outcome.All(part => part.Answers.All(
                answer => answer.Asked.Port == map(part.Exchange) && servers.Contains(answer.Asked.Address.ToString()))),
            "the real server's own address and port " + string.Join(", ", outcome.Select(part => map(part.Exchange)).Distinct()));
    }

    private static Promise Way(
        Scenario scenario, IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome, LvsProtocol protocol, long bytes)
    {
        long answers = outcome.Sum(part => part.Answers.Count)
            * (protocol == LvsProtocol.Udp ? UdpAnswerLength * Clients.LabClient.Datagrams : TcpAnswerLength);
        bool passed = bytes > answers / 2;
        string way = passed ? "through the director" : "past the director, straight to the client";
        return new Promise(
            "answers", $"{way}: {answers / 1024:N0} KiB of answers, the director received {bytes / 1024:N0} KiB in all",
            passed == scenario.AnswersPassDirector, scenario.AnswersPassDirector ? "through the director" : "past the director");
    }

    private static Promise Packets(IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome, PacketTally packets)
    {
        int connections = outcome.Sum(part => part.Answers.Count);
        string unusual = packets.Details.Length > 0 ? $" ({packets.Details})" : "";
        return new Promise(
            "packets",
            $"{packets.Fast:N0} took the fast path, {packets.UserSpace:N0} reached user space, {connections:N0} connections{unusual}",
            packets.UserSpace == connections && packets.Fast > 0 && packets.Dropped == 0,
            "the first packet of each connection reaches user space, no other; none is dropped");
    }

    private static string Distinct(
        IReadOnlyList<(Exchange Exchange, IReadOnlyList<Answer> Answers)> outcome, Func<Answer, string> select) =>
        string.Join(", ", outcome.SelectMany(part => part.Answers).Select(select).Distinct().Order(StringComparer.Ordinal));

    private IPAddress ClientAddress(Exchange exchange, InetFamily family) =>
        IPAddress.Parse(testbed.Topology.Clients[exchange.Client][family]);

    private long ReceivedByDirector()
    {
        LabNode director = testbed.Node("director");
        return testbed.Topology.DirectorDevices.Sum(device => director.Traffic(device).ReceivedBytes);
    }
}
