using Lvs.Client;
using Lvs.Engine.Addressing;

namespace Lvs.Lab.Scenarios;

/// <summary>What came of a scenario in one family over one protocol.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Family">The family.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Promises">What was promised and seen.</param>
internal sealed record ScenarioReport(
    Scenario Scenario, InetFamily Family, LvsProtocol Protocol, IReadOnlyList<Promise> Promises)
{
    /// <summary>True when every promise was kept.</summary>
    public bool Passed => Promises.All(promise => promise.Kept);

    /// <summary>The report as the lab prints it.</summary>
    public override string ToString()
    {
        string title = $"{Scenario.Name}  IPv{(int)Family} {Protocol.ToString().ToUpperInvariant()}  {Scenario.Title}";
        IEnumerable<string> lines = Promises.Select(promise =>
            $"  {(promise.Kept ? "PASS" : "FAIL")}  {promise.Subject,-12} {promise.Observed}"
            + (promise.Kept ? "" : $"\n        promised:    {promise.Expected}"));
        return $"{title}\n{string.Join('\n', lines)}\n";
    }
}
