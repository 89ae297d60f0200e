using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>The firewall-mark classifier.</summary>
public sealed class MarkTests
{
    [Fact]
    public void The_longest_prefix_wins_then_the_narrowest_range_then_the_lowest_mark()
    {
        RuleBook book = Book.Empty();
        book.AddMark(Rule("192.0.0.0", 8, null, 80, 80, 1));
        book.AddMark(Rule("192.0.2.0", 24, null, 0, 65535, 2));
        book.AddMark(Rule("192.0.2.0", 24, Protocol.Tcp, 8000, 8999, 3));
        book.AddMark(Rule("192.0.2.0", 24, null, 8000, 8999, 4));
        book.AddMark(Rule("192.0.2.0", 24, Protocol.Tcp, 8080, 8080, 9));
        Assert.Equal(2u, Mark("192.0.2.1", Protocol.Tcp, 80));
        Assert.Equal(1u, Mark("192.0.3.1", Protocol.Tcp, 80));
        Assert.Equal(0u, Mark("192.0.3.1", Protocol.Tcp, 81));
        Assert.Equal(3u, Mark("192.0.2.1", Protocol.Tcp, 8000));
        Assert.Equal(4u, Mark("192.0.2.1", Protocol.Udp, 8999));
        Assert.Equal(2u, Mark("192.0.2.1", Protocol.Udp, 9000));
        Assert.Equal(9u, Mark("192.0.2.1", Protocol.Tcp, 8080));
        Assert.Equal(0u, Mark("2001:db8::1", Protocol.Tcp, 8080));

        uint Mark(string address, Protocol protocol, ushort port) => book.Classify(InetAddress.Parse(address), protocol, port);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_walk_through_the_rules(int seed)
    {
        Random random = new(seed);
        RuleBook book = Book.Empty();
        for (int i = 0; i < 300; i++)
        {
            byte length = (byte)random.Next(20, 33);
            ushort low = (ushort)random.Next(0, 200);
            MarkRule rule = new(
                Address().Mask(length), length, random.Next(3) switch { 0 => Protocol.Tcp, 1 => Protocol.Udp, _ => null },
                low, (ushort)(low + random.Next(0, 100)), (uint)random.Next(1, 50));
            if (!book.HasMark(rule))
                book.AddMark(rule);
        }

        for (int i = 0; i < 4_000; i++)
        {
            if (i % 200 == 0)
                book.RemoveMark(book.Marks[random.Next(book.Marks.Count)]);
            InetAddress address = Address();
            Protocol protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
            ushort port = (ushort)random.Next(0, 320);
            uint expected = book.Marks
                .Where(rule => address.Mask(rule.PrefixLength) == rule.Destination && (rule.Protocol ?? protocol) == protocol
                    && port >= rule.LowPort && port <= rule.HighPort)
                .OrderByDescending(static rule => rule.PrefixLength)
                .ThenBy(static rule => rule.HighPort - rule.LowPort)
                .ThenBy(static rule => rule.Mark)
                .FirstOrDefault()?.Mark ?? 0;
            Assert.Equal(expected, book.Classify(address, protocol, port));
        }

        InetAddress Address() => InetAddress.FromV4(0xC0000200u + (uint)random.Next(0, 64));
    }

    public static TheoryData<RuleError, MarkRule> Refusals => new()
    {
        { RuleError.InvalidAddress, Rule("192.0.2.1", 24, null, 0, 65535, 1) },
        { RuleError.InvalidAddress, Rule("192.0.2.0", 33, null, 0, 65535, 1) },
        { RuleError.InvalidAddress, new MarkRule(default, 0, null, 0, 65535, 1) },
        { RuleError.InvalidProtocol, Rule("192.0.2.0", 24, Protocol.Ip, 0, 65535, 1) },
        { RuleError.InvalidPort, Rule("192.0.2.0", 24, null, 2, 1, 1) },
        { RuleError.InvalidFirewallMark, Rule("192.0.2.0", 24, null, 0, 65535, 0) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Bad_rules_are_refused(RuleError error, MarkRule rule)
    {
        RuleBook book = Book.Empty();
        Book.Refused(error, () => book.AddMark(rule));
        Assert.Empty(book.Marks);
    }

    [Fact]
    public void Duplicates_and_absentees_are_refused()
    {
        RecordingDataPlane dataPlane = new();
        RuleBook book = Book.Empty(dataPlane);
        MarkRule rule = Rule("192.0.2.0", 24, null, 0, 65535, 1);
        book.AddMark(rule);
        Book.Refused(RuleError.MarkExists, () => book.AddMark(rule));
        book.RemoveMark(rule);
        Book.Refused(RuleError.MarkNotFound, () => book.RemoveMark(rule));
        Assert.Equal(["marks 1", "marks 0"], dataPlane.Calls);
    }

    private static MarkRule Rule(string address, byte length, Protocol? protocol, ushort low, ushort high, uint mark) =>
        new(InetAddress.Parse(address), length, protocol, low, high, mark);
}
