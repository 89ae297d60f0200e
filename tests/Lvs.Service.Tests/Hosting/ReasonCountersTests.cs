using System.Text.RegularExpressions;
using Lvs.Service.Directors;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Hosting;

public sealed class ReasonCountersTests
{
    [Fact]
    public void The_names_are_those_of_the_header()
    {
        string header = File.ReadAllText(Path.Combine(Repository.Root, "src", "Lvs.Xdp", "bpf", "lvs_abi.h"));
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
}
