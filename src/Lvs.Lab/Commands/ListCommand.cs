using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Commands;

/// <summary><c>list</c>: the scenarios there are, and the labs that stand.</summary>
internal static class ListCommand
{
    /// <summary>Prints; always 0.</summary>
    public static int Run()
    {
        foreach (Scenario scenario in ScenarioCatalog.All)
            Console.WriteLine($"{scenario.Name,-15} {scenario.Title}");
        foreach (TestbedDirectory lab in TestbedDirectory.All())
        {
            string owner = lab.Record.Owner is { } process
                ? process.IsAlive ? $"of process {process.Id}" : "left behind by a process that is gone"
                : "standing";
            Console.WriteLine($"lab {lab.Id}: {owner}, in {lab.Root}");
        }

        return 0;
    }
}
