using System.Text.Json;
using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

/// <summary>A line that is read by its difference from the one above means what it means alone.</summary>
public sealed class SavedLinesTests
{
    private static readonly string[] Lines =
    [
        "-A -t 192.0.2.1:80 -s wlc", "-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 1", "-a -t 192.0.2.1:80 -r 10.0.0.2:8080 -m -w 1",
        "-a -t 192.0.2.1:80 -r 10.0.0.3 -m -w 1", "-a -t 192.0.2.1:80 -r web1:http -m -w 1", "-a -t 192.0.2.1:80 -r 10.0.0.4:8081 -m -w 2",
        "ipvsadm -a -t 192.0.2.1:80 -r 10.0.0.5:8080 -g", "  -a\t-t 192.0.2.1:80 -r 10.0.0.6:8080 -g\r", "# -a -t 192.0.2.1:80 -r 1",
        "-a -t 192.0.2.1:80 -r 10.0.0.7 -g", "", "-a -t 192.0.2.1:80 -r 10.0.0.8 -g", "-a -t 192.0.2.1:80 -r 10.0.0.8 -g",
        "-e -t 192.0.2.1:80 -r 10.0.0.8 -g", "-e -t 192.0.2.1:80 -r 10.0.0.9 -g", "-d -t 192.0.2.1:80 -r 10.0.0.8",
        "-a -r 10.0.0.1 -t 192.0.2.1:80 -m", "-a -r 10.0.0.2 -t 192.0.2.1:80 -m", "-a -u 192.0.2.1:80 -r 10.0.0.2:1 -m",
        "-a -f 5 -r 10.0.0.1:8080 -g", "-a -f 5 -r 10.0.0.2 -g", "-a -f 5 -r 2001:db8::2 -g", "-a -f 5 -r [2001:db8::2]:7 -i",
        "-a -f 5 -r 10.0.0.2:7 -i", "-a -t 192.0.2.1:80 -r 2001:db8::1 -i", "-a -t 192.0.2.1:80 -r 10.0.0.3 -i",
        "-a -t 192.0.2.1:80 -r 10.0.0.1 -m", "-a -t 192.0.2.1:80 -r 2001:db8::1 -m", "-a -t 192.0.2.1:80 -r 10.0.0.2 -m",
        "-a -t 192.0.2.1:80 -r 10.0.0.256 -m", "-a -t 192.0.2.1:80 -r -m -m", "-a -t 192.0.2.1:80 -r 10.0.0.3 -m", "-a -t", "-q",
    ];

    [Fact]
    public void Each_line_means_what_it_means_alone()
    {
        SavedLines saved = new(new KnownNames());
        string?[] together = [.. Lines.Select(line => Outcome(() => saved.Read(line)))];
        string?[] alone = [.. Lines.Select(line => Outcome(() => new SavedLines(new KnownNames()).Read(line)))];
        Assert.Equal(alone, together);
        Assert.Contains("illegal real server address[:port] specified", together);
        Assert.Contains("Different address family is allowed only for tunneling servers", together);
        Assert.Equal(2, together.Count(outcome => outcome is null));
    }

    [Fact]
    public void Commands_stay_what_they_were_when_the_next_line_is_read()
    {
        SavedLines saved = new(new KnownNames());
        IpvsadmCommand first = saved.Read("-a -t 192.0.2.1:80 -r 10.0.0.1:1 -m -w 3")!;
        IpvsadmCommand second = saved.Read("-a -t 192.0.2.1:80 -r 10.0.0.2:2 -m -w 3")!;
        Assert.Equal(("10.0.0.1", 1, 3), (first.Server!.Address, first.Server.Port!.Value, first.Server.Weight));
        Assert.Equal(("10.0.0.2", 2, 3), (second.Server!.Address, second.Server.Port!.Value, second.Server.Weight));
    }

    private static string? Outcome(Func<IpvsadmCommand?> read)
    {
        try
        {
            return read() is { } command ? JsonSerializer.Serialize(command) : null;
        }
        catch (Exception e) when (e is IpvsadmExitException or IpvsadmOptionException)
        {
            return e.Message;
        }
    }
}
