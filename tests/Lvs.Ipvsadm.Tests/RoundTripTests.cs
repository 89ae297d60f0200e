using System.Text;
using Lvs.Client;
using Lvs.Client.Formats;
using Lvs.Ipvsadm.Tests.Support;
using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests;

/// <summary>Any rule set, saved and restored, is the same rule set. The order of a service's real servers is that of the listing
/// afterwards: ipvsadm saves them sorted.</summary>
[Collection(DirectorCollection.Name)]
public sealed class RoundTripTests(Director director)
{
    [RootTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Through_the_programs(int seed)
    {
        await director.ResetAsync();
        RandomRules random = new(seed);
        for (int i = 0; i < 12; i++)
        {
            await director.Client.SetRulesAsync(random.Next(40));
            LvsRules before = await director.Client.GetRulesAsync();
            string saved = director.Ipvsadm(["-n"], program: "ipvsadm-save").Good();
            if (i % 2 == 0)
            {
                director.Ipvsadm([], saved, "ipvsadm-restore").Good();
            }
            else
            {
                director.Ipvsadm(["-C"]).Good();
                director.Ipvsadm(["-R"], saved).Good();
            }

            Assert.Equal(Describe(before), Describe(await director.Client.GetRulesAsync()));
            Assert.Equal(saved, director.Ipvsadm(["-Sn"]).Good());
        }
    }

    [Fact]
    public void Through_text_alone()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            LvsRules rules = new RandomRules(seed).Next(30);
            string text = IpvsadmRuleWriter.Write(rules).Text;
            RuleFile read = RuleFileReader.Parse(Encoding.UTF8.GetBytes(text), "rules", RuleFileFormat.Ipvsadm);
            Assert.Equal(Describe(rules), Describe(read.Rules));
        }
    }

    private static List<string> Describe(LvsRules rules) =>
    [
        .. rules.Services.SelectMany(service => service.RealServers!.Select(server => $"{service.Key} {Text(server)}")
            .Prepend(Text(service))).Order(StringComparer.Ordinal),
    ];

    private static string Text(LvsVirtualService service) =>
        $"{service.Key} {service.Scheduler} [{string.Join(',', service.SchedulerFlags ?? [])}] {service.PersistenceTimeout} "
        + $"{service.PersistenceMask} {service.PersistenceEngine} {service.OnePacket}";

    private static string Text(LvsRealServer server) =>
        $"{LvsNames.Server(server)} {server.ForwardingMethod} {server.Weight} {server.UpperThreshold}-{server.LowerThreshold} "
        + $"{server.TunnelType}:{server.TunnelPort}:{server.TunnelChecksum ?? LvsTunnelChecksum.None}";
}
