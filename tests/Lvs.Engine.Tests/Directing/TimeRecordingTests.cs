using System.Globalization;
using System.Text.RegularExpressions;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>The recorded entries second by second: the script is played with a clock set by hand, and at every second that was
/// recorded the table must show what the kernel's did.</summary>
public sealed partial class TimeRecordingTests
{
    /// <summary>What a program takes to start and end; recorded times may be off by a second in all.</summary>
    private const double Moment = 0.1;

    public static TheoryData<string> Cases => [.. Scheduling.RecordedCase.Names("time-*")];

    [Fact]
    public void All_recordings_are_there() => Assert.Equal(7, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Entries_live_as_long_as_the_kernels(string name)
    {
        using Playing playing = new(name);
        string[] script = File.ReadAllLines(Golden.Path(name, "script"));
        for (int i = 0; i < script.Length; i++)
        {
            // A program of several lines.
            string line = script[i];
            while (line.Count(static letter => letter == '\'') % 2 == 1)
                line += "\n" + script[++i];
            playing.Play(line);
        }

        Assert.True(playing.Samples > 0);
    }

    [GeneratedRegex(@"(?<=t\+\d+ )(?=t\+\d+ |\$ |#)")]
    private static partial Regex EmptyList();

    private sealed class Playing : IDisposable
    {
        private readonly TestDirector _site = new(connections: 64);
        private readonly NetPy _net;
        private readonly Queue<string> _recorded;
        private readonly List<(double At, Action Do)> _pending = [];
        private double _time;

        public Playing(string name)
        {
            _net = new NetPy(_site);

            // A second without entries has no line of its own.
            string text = EmptyList().Replace(File.ReadAllText(Golden.Path(name, "expected")), "\n");
            _recorded = new Queue<string>(text.Split('\n').Select(static line => line.TrimEnd()));
        }

        public int Samples { get; private set; }

        public void Play(string line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["d", "ipvsadm", "-Ln", .. string[] rest]:
                    Counts(rest.Length > 0);
                    break;
                case ["d", "ipvsadm", .. string[] rest]:
                    _site.Ipvsadm(string.Join(' ', rest));
                    break;
                case ["hold", string port, string from, string seconds, string end]:
                    Hold(Number(port), Number(from), Number(seconds), end);
                    break;
                case ["cl", "python3", "./net.py", "tcp", string host, string port, string from, string text]:
                    NetPy.Talk talk = _net.Open(host, Number(port), Number(from));
                    _net.Ask(talk, text);
                    _net.Finish(talk);
                    Wait(Moment);
                    break;
                case ["cl", "python3", "./net.py", "udp", string host, string port, string from, string text]:
                    _net.Datagram(host, Number(port), Number(from), text);
                    Wait(Moment);
                    break;
                case ["cl", "python3", "-c", ..]:
                    _net.Knock("10.3.0.1", 80, 41001);
                    Wait(2 * Moment);
                    break;
                case ["n", "c", "python3", "-c", ..]:
                    foreach (double retry in (double[])[0, 1, 3])
                        _pending.Add((_time + (5 * Moment) + retry, () => _net.Knock("10.3.0.1", 80, 41002)));
                    break;
                case ["sample", string seconds]:
                    Sample(Number(seconds));
                    break;
                case ["sleep", string seconds]:
                    Wait(Number(seconds));
                    break;
                case ["." or "topo" or "echo" or "kill", ..] or ["n", "s1", "iptables", ..] or []:
                    break;
                default:
                    throw new NotSupportedException(line);
            }
        }

        public void Dispose() => _site.Dispose();

        private static ushort Number(string text) => ushort.Parse(text, CultureInfo.InvariantCulture);

        private void Hold(ushort port, ushort from, int seconds, string end)
        {
            NetPy.Talk talk = _net.Open("10.3.0.1", port, from);
            if (end == "rst")
            {
                _pending.Add((_time + seconds, () => _net.Reset(talk)));
            }
            else if (end == "fin")
            {
                _pending.Add((_time + seconds, () =>
                {
                    _net.Ask(talk, "x");
                    _net.Finish(talk);
                }));
            }

            Wait(Moment);
        }

        private void Sample(int seconds)
        {
            for (int second = 0; second <= seconds; second++)
            {
                string line = Next(static line => line.StartsWith("t+", StringComparison.Ordinal));
                string[] parts = line.Split(' ', 2);
                Assert.Equal($"t+{second}", parts[0]);
                string[] entries = parts.Length > 1 ? parts[1].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];
                Listing.AssertShows(_site, entries, $"{_time:f1} s, {parts[0]}");
                Samples++;
                if (second < seconds)
                    Wait(1);
            }
        }

        private void Counts(bool persistent)
        {
            Next(static line => line.StartsWith("$ director: ipvsadm -Ln", StringComparison.Ordinal));
            List<string> lines = [];
            while (_recorded.TryPeek(out string? line) && line.Length > 0 && line[0] is not ('$' or '#' or 't'))
            {
                if (line.StartsWith("  -> 1", StringComparison.Ordinal))
                    lines.Add(line);
                _recorded.Dequeue();
            }

            if (persistent)
                Listing.AssertPersistent(_site, lines);
            else
                Listing.AssertCounts(_site, lines);
        }

        private string Next(Func<string, bool> wanted)
        {
            while (!wanted(_recorded.Peek()))
                _recorded.Dequeue();
            return _recorded.Dequeue();
        }

        private void Wait(double seconds)
        {
            double end = _time + seconds;
            while (_pending.Where(one => one.At <= end).OrderBy(static one => one.At).FirstOrDefault() is { Do: not null } next)
            {
                _site.Wait(next.At - _time);
                _time = next.At;
                _pending.Remove(next);
                next.Do();
            }

            _site.Wait(end - _time);
            _time = end;
        }
    }
}
