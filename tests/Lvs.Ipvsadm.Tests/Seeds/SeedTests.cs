using System.Text;
using Lvs.Ipvsadm.Tests.Support;

namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>The ipvsadm lines of the user's documents run as they stand, slips apart, and print what the documents show.</summary>
[Collection(DirectorCollection.Name)]
public sealed class SeedTests(Director director)
{
    private const string Mark = "@@ ";

    public static TheoryData<string, string> Ends() => new()
    {
        {
            "000", """
            -A -t 124.126.147.168:80 -s wrr
            -a -t 124.126.147.168:80 -r 192.168.0.11:80 -m -w 1
            -a -t 124.126.147.168:80 -r 192.168.0.12:80 -m -w 1
            -A -t 124.126.147.169:80 -s wrr
            -a -t 124.126.147.169:80 -r 192.168.0.11:80 -g -w 1
            -a -t 124.126.147.169:80 -r 192.168.0.12:80 -g -w 2

            """
        },
        {
            "001", """
            -A -t 192.168.132.254:80 -s rr -p 120
            -a -t 192.168.132.254:80 -r 192.168.132.64:80 -g -w 1
            -a -t 192.168.132.254:80 -r 192.168.132.68:80 -g -w 1

            """
        },
        {
            "002", """
            -A -t 172.20.10.12:80 -s wrr
            -a -t 172.20.10.12:80 -r 172.20.10.8:80 -g -w 1
            -a -t 172.20.10.12:80 -r 172.20.10.10:80 -g -w 2

            """
        },
        {
            "003", """
            -A -t 192.168.31.213:80 -s wrr
            -a -t 192.168.31.213:80 -r 127.0.0.1:80 -g -w 2
            -a -t 192.168.31.213:80 -r 192.168.179.51:80 -g -w 1
            -a -t 192.168.31.213:80 -r 192.168.179.52:80 -g -w 2

            """
        },
        {
            "004", """
            -A -t 192.168.4.5:80 -s rr
            -a -t 192.168.4.5:80 -r 192.168.2.100:80 -m -w 1
            -A -t 192.168.4.15:80 -s rr
            -a -t 192.168.4.15:80 -r 192.168.4.100:80 -g -w 1

            """
        },
    };

    [SeedTheory]
    [MemberData(nameof(Ends))]
    public async Task Every_line_runs_and_leaves_what_it_says(string seed, string rules)
    {
        (SeedLine Line, ProgramResult Result)[] results = await RunAsync(seed);
        Assert.NotEmpty(results);
        Assert.All(results, step => Assert.True(
            step.Result is { Status: 0, Error: "" }, $"{seed}:{step.Line.Number} {step.Line.Text}: {step.Result}"));
        Assert.Equal(rules, director.Ipvsadm(["-S", "-n"]).Good());
    }

    [SeedFact]
    public async Task The_listings_are_those_printed()
    {
        ProgramResult[] listings = [.. (await RunAsync("002"))
            .Where(step => step.Line.Text is "ipvsadm -L" or "ipvsadm -Ln").Select(step => step.Result)];
        Assert.Equal(
            SeedFile.Listings("002"),
            listings.Select(listing => string.Join('\n', listing.Output.TrimEnd().Split('\n').Select(line => line.TrimEnd()))));
    }

    [SeedFact]
    public void Every_slip_is_where_it_is_said_to_be()
    {
        foreach (SeedSlip slip in SeedSlips.All)
            Assert.Equal($"ipvsadm {slip.Written}", SeedFile.Lines(slip.Seed).Single(line => line.Number == slip.Line).Text);
    }

    // One script a seed, as a reader would type it, so that what one line writes to /tmp the next can read.
    private async Task<(SeedLine Line, ProgramResult Result)[]> RunAsync(string seed)
    {
        await director.ResetAsync();
        List<SeedLine> lines = [];
        StringBuilder script = new();
        foreach (SeedLine line in SeedFile.Lines(seed))
        {
            SeedSlip? slip = SeedSlips.All.FirstOrDefault(slip => slip.Seed == seed && slip.Line == line.Number);
            if (slip is { Meant: null })
                continue;
            if (lines.Count > 0 && line.Prompt.Length > 0 && lines[^1].Prompt.Length > 0 && line.Prompt != lines[^1].Prompt)
                script.Append("ipvsadm -C\n"); // another prompt is another machine, whose table is empty
            lines.Add(line);
            script.Append($"{{ {(slip is null ? line.Text : "ipvsadm " + slip.Meant)}\n}} </dev/null 2>/tmp/error\n");
            script.Append($"echo '{Mark}'$?; cat /tmp/error; echo '{Mark}'\n");
        }

        // The machine of seed 002 knows its own address by this name.
        string output = director.Script(script.ToString(), hosts: "192.168.1.29 localhost.localdomain\n").Good();
        string[] parts = output.Split(Mark);
        Assert.Equal(2 * lines.Count + 1, parts.Length);
        return [.. lines.Select((line, i) => (line, Result(parts[2 * i], parts[2 * i + 1])))];
    }

    private static ProgramResult Result(string output, string rest)
    {
        int end = rest.IndexOf('\n');
        return new ProgramResult(int.Parse(rest[..end]), output.TrimStart('\n'), rest[(end + 1)..]);
    }
}
