using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Commands;

/// <summary><c>down [LAB…]</c>: takes labs down that stand, or that were left behind; all of them when none is named.</summary>
internal static class DownCommand
{
    /// <summary>Removes; labs whose process still runs are left to it.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> names)
    {
        IReadOnlyList<TestbedDirectory> all = TestbedDirectory.All();
        foreach (string name in names.Where(name => all.All(lab => lab.Id != name)))
            throw new LabException($"There is no lab '{name}'; see them with 'list'.");
        int removed = 0;
        foreach (TestbedDirectory lab in all.Where(lab => names.Count == 0 || names.Contains(lab.Id)))
        {
            if (lab.Record.Owner is { IsAlive: true } owner)
            {
                Console.WriteLine($"The lab {lab.Id} belongs to process {owner.Id}, which takes it down itself.");
                continue;
            }

            await lab.RemoveAsync();
            removed++;
            Console.WriteLine($"Took down the lab {lab.Id}.");
        }

        if (removed == 0)
            Console.WriteLine("There was no lab to take down.");
        return 0;
    }
}
