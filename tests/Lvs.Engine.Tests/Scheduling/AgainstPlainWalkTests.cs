using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>Random sequences of picks, closes and changes of the rules: the indexed schedulers must pick what a plain walk
/// picks.</summary>
public sealed class AgainstPlainWalkTests
{
    public static TheoryData<string, int, int> Sequences
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach (string name in (string[])["rr", "wrr", "lc", "wlc", "sed", "nq", "fo", "ovf", "twos"])
                foreach (int weights in (int[])[1, 4, 100, 65535])
                    for (int seed = 1; seed <= 6; seed++)
                        data.Add(name, weights, seed);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Picks_the_same(string name, int heaviest, int seed)
    {
        Random random = new(seed);
        PlainWalk plain = PlainWalk.For(name, new XorShiftRandom((ulong)seed));
        RuleBook book = Book.With(name, 400, new SchedulingContext { Random = new XorShiftRandom((ulong)seed) });
        List<(RealServer Server, bool Active)> connections = [];
        int limit = random.Next(1, 90);
        for (int step = 0; step < 3000; step++)
        {
            switch (random.Next(20))
            {
                case 0 or 1 when plain.Servers.Count < limit:
                    Add(book, plain, random.Next(1, 150), Weight(), Upper());
                    break;
                case 2 when plain.Servers.Count > 0:
                    RealServer gone = Any();
                    book.RemoveServer(Book.Web, gone.Key);
                    plain.Removed(gone);
                    break;
                case 3 when plain.Servers.Count > 0:
                    RealServer edited = Any();
                    book.EditServer(Book.Web, edited.Key, Book.Masquerade(Weight(), Upper()));
                    plain.Edited(edited);
                    break;
                case >= 4 and <= 7 when connections.Count > 0:
                    int i = random.Next(connections.Count);
                    (RealServer server, bool active) = connections[i];
                    if (active && random.Next(2) == 0)
                    {
                        server.ConnectionStateChanged(nowActive: false);
                        connections[i] = (server, false);
                    }
                    else
                    {
                        server.ConnectionRemoved(active);
                        connections[i] = connections[^1];
                        connections.RemoveAt(connections.Count - 1);
                    }

                    break;
                default:
                    RealServer? picked = book.Pick();
                    RealServer? expected = plain.Pick();
                    Assert.True(picked == expected, $"step {step}: {picked?.Key} {expected?.Key} of {plain.Servers.Count}");
                    if (picked is not null)
                    {
                        picked.ConnectionAdded(active: true);
                        connections.Add((picked, true));
                    }

                    break;
            }
        }

        int Weight() => random.Next(5) == 0 ? 0 : random.Next(3) == 0 ? heaviest : random.Next(1, heaviest + 1);
        uint Upper() => random.Next(3) == 0 ? (uint)random.Next(1, 8) : 0;
        RealServer Any() => plain.Servers[random.Next(plain.Servers.Count)];
    }

    [Theory]
    [InlineData("rr")]
    [InlineData("wrr")]
    [InlineData("wlc")]
    [InlineData("sh")]
    [InlineData("mh")]
    [InlineData("lblc")]
    [InlineData("twos")]
    public void Ten_thousand_servers_are_added_in_order(string name)
    {
        RuleBook book = Book.With(name, 10_000);
        for (int i = 1; i <= 10_000; i++)
            book.Add(i, weight: (i % 7) + 1);
        Assert.Equal(10_000, book.Find(Book.Web)!.Servers.Count);
        Assert.NotNull(book.Pick(Book.From("10.1.0.1")));
        if (name == "rr")
            Assert.Equal("9999 9998 9997", book.Open(3));
    }

    private static void Add(RuleBook book, PlainWalk plain, int number, int weight, uint upper)
    {
        if (book.Find(Book.Web)!.Servers.Find(Book.Server(number)) is null)
            plain.Added(book.Add(number, weight, upper));
    }
}
