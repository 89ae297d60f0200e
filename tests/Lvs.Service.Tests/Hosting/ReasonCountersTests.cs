using System.Text.RegularExpressions;
using Lvs.Service.Directors;

namespace Lvs.Service.Tests.Hosting;

public sealed class ReasonCountersTests
{
    [Fact]
    public void The_names_are_those_of_the_header()
    {
        string header = File.ReadAllText(Path.Combine(Root(), "src", "Lvs.Xdp", "bpf", "lvs_abi.h"));
        Dictionary<int, string> expected = Regex.Matches(header, @"LVS_R_(\w+) = (\d+)").ToDictionary(
            match => int.Parse(match.Groups[2].Value), match => Camel(match.Groups[1].Value));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(pair => pair.Key), ReasonCounters.Names.OrderBy(pair => pair.Key));
        Assert.Contains("#define LVS_REASONS 64", header);
    }

    private static string Camel(string name)
    {
        string pascal = string.Concat(name.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant()));
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    private static string Root()
    {
        string? directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory!, "LvsPS.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return directory!;
    }
}
