using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

public sealed class PoptReaderTests
{
    [Theory]
    [InlineData("-Lnc", "List Numeric Connection")]
    [InlineData("-At 192.0.2.1:80", "AddService TcpService=192.0.2.1:80")]
    [InlineData("-At192.0.2.1:80 -srr", "AddService TcpService=192.0.2.1:80 Scheduler=rr")]
    [InlineData("-A -s=rr --scheduler=wlc --scheduler lc", "AddService Scheduler=rr Scheduler=wlc Scheduler=lc")]
    [InlineData("-A -s -n", "AddService Scheduler=-n")]
    [InlineData("-A --scheduler= -o", "AddService Scheduler= OnePacket")]
    [InlineData("-A -p -o", "AddService Persistent OnePacket")]
    [InlineData("-A -p 60 -o", "AddService Persistent=60 OnePacket")]
    [InlineData("-A -p60 -op", "AddService Persistent=60 OnePacket Persistent")]
    [InlineData("-A --persistent=60", "AddService Persistent=60")]
    [InlineData("-L extra -n - -- -c", "List Numeric | extra - -c")]
    [InlineData("--set 1 2 3", "SetTimeouts | 1 2 3")]
    public void Words_become_options(string words, string expected) => Assert.Equal(expected, Read(words));

    [Theory]
    [InlineData("-L --num", "--num: unknown option")]
    [InlineData("-L --Numeric", "--Numeric: unknown option")]
    [InlineData("-Lq", "-Lq: unknown option")]
    [InlineData("-Lx", "-Lx: missing argument")]
    [InlineData("-L --weight", "--weight: missing argument")]
    [InlineData("-L --numeric=yes", "--numeric=yes: option does not take an argument")]
    [InlineData("-Ln=yes", "-Ln=yes: option does not take an argument")]
    [InlineData("-L --=", "--=: unknown option")]
    public void Errors_name_the_word_in_popt_s_words(string words, string error)
    {
        string[] parts = Read(words).Split(" ! ");
        Assert.Equal(error, parts[1]);
        Assert.StartsWith("List", parts[0]);
    }

    private static string Read(string words)
    {
        PoptReader reader = new(words.Split(' '));
        List<string> read = [];
        while (reader.Next() is { } option)
            read.Add(reader.Argument is { } argument ? $"{option.Tag}={argument}" : $"{option.Tag}");
        if (reader.Error is { } error)
            return $"{string.Join(' ', read)} ! {reader.LastWord}: {error}";
        List<string> rest = [];
        while (reader.NextLeftover() is { } word)
            rest.Add(word);
        return rest.Count == 0 ? string.Join(' ', read) : $"{string.Join(' ', read)} | {string.Join(' ', rest)}";
    }
}
