using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tests.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>sh, dh and mh where the recordings do not go: IPv6, vectors, servers beyond the table, what a change moves.</summary>
public sealed class HashSchedulerTests
{
    [Theory]
    [InlineData("10.0.0.1", 39)]
    [InlineData("10.0.0.2", 137)]
    [InlineData("192.168.1.1", 136)]
    public void Buckets_are_the_kernels(string address, int bucket) =>
        Assert.Equal(bucket, AddressHash.Bucket256(AddressHash.Fold(InetAddress.Parse(address), asV6: false)));

    [Fact]
    public void Ipv6_is_folded_over_its_four_words()
    {
        Assert.Equal(0x20010db8u ^ 0xau ^ 0xb0000u ^ 1u, AddressHash.Fold(InetAddress.Parse("2001:db8:0:a:b::1"), asV6: true));
        Assert.Equal(0x20010db8u, AddressHash.Fold(InetAddress.Parse("2001:db8:0:a:b::1"), asV6: false));
    }

    [Fact]
    public void Buckets_go_round_by_weight_and_weight_zero_takes_one()
    {
        RuleBook book = Book.With("sh");
        book.Add(1, weight: 0);
        book.Add(2, weight: 2);

        // In list order: 2 2 1 2 2 1 and so on.
        for (uint client = 0; client < 2000; client++)
        {
            int bucket = AddressHash.Bucket256(client);
            RealServer? server = book.Pick(new SchedulingRequest(InetAddress.FromV4(client), 0, default, 0, 0));
            Assert.Equal(bucket % 3 == 2 ? null : Book.Server(2), server?.Key);
        }
    }

    [Fact]
    public void Editing_the_flags_counts_from_the_next_pick_on()
    {
        RuleBook book = Book.With("sh");
        book.Add(1, weight: 0);
        book.Add(2, weight: 1);
        SchedulingRequest[] refused = [.. Clients(50).Where(client => book.Pick(client) is null)];
        Assert.NotEmpty(refused);
        book.EditService(Book.Web, new ServiceSettings { Scheduler = "sh", SchedulerFlags = SchedulerFlags.Fallback });
        Assert.All(refused, request => Assert.Equal(Book.Server(2), book.Pick(request)!.Key));
    }

    [Fact]
    public void Maglev_of_weight_zero_refuses_and_moves_nobody()
    {
        RuleBook book = Book.With("mh");
        for (int i = 1; i <= 5; i++)
            book.Add(i, weight: i);
        SchedulingRequest[] clients = [.. Clients(200)];
        RealServer?[] before = [.. clients.Select(client => book.Pick(client))];
        book.Edit(3, weight: 0);
        for (int i = 0; i < clients.Length; i++)
            Assert.Equal(before[i]!.Key == Book.Server(3) ? null : before[i], book.Pick(clients[i]));
    }

    [Fact]
    public void Maglev_servers_that_never_had_a_weight_have_no_entry()
    {
        RuleBook book = Book.With("mh");
        book.Add(1, weight: 0);
        Assert.Null(book.Pick(Book.From("10.1.0.1")));
        book.Edit(1, weight: 2);
        Assert.NotNull(book.Pick(Book.From("10.1.0.1")));
    }

    [Fact]
    public void Maglev_stands_still_while_there_are_more_servers_than_entries()
    {
        RuleBook book = Book.With("mh", 5000);
        for (int i = 1; i <= 4093; i++)
            book.Add(i);
        SchedulingRequest client = Book.From("10.1.0.1");
        RealServer first = book.Pick(client)!;
        book.Add(4094);
        book.Add(4095);
        Assert.Equal(first, book.Pick(client));
        book.RemoveServer(Book.Web, first.Key);
        Assert.Null(book.Pick(client));
        book.Remove(4095);
        Assert.NotNull(book.Pick(client));
    }

    [Fact]
    public void Destination_hashing_ignores_the_client()
    {
        RuleBook book = Book.With("dh");
        for (int i = 1; i <= 7; i++)
            book.Add(i);
        RealServer server = book.Pick(Book.From("10.1.0.1", 1))!;
        Assert.All(Enumerable.Range(1, 100), i => Assert.Equal(server, book.Pick(Book.From($"10.1.0.{i}", (ushort)i))));
        Assert.Contains(Enumerable.Range(1, 100), i => book.Pick(Book.From("10.1.0.1", 1, $"192.0.2.{i}")) != server);
    }

    private static IEnumerable<SchedulingRequest> Clients(int count) =>
        Enumerable.Range(1, count).Select(static i => Book.From($"10.1.{i / 100}.{(i % 100) + 1}"));
}
