using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

public sealed class FragmentReassemblerTests
{
    private readonly FragmentReassembler _reassembler = new();
    private byte[] _whole = [];
    private int _largest;

    private static FrameBuilder Start(bool v6) => Frame.Ethernet().Ip(v6 ? "fd01::2" : "10.1.0.2", v6 ? "fd03::1" : "10.3.0.1");

    private static byte[] Piece(int offset, int length, bool more, bool v6 = false, uint id = 1, byte protocol = 50) =>
        Start(v6).Fragment(offset, more, id).Protocol(protocol).Payload([.. Enumerable.Range(offset, length).Select(i => (byte)i)]).Build();

    private FragmentStatus Add(byte[] frame, uint now = 0) => Add(_reassembler, frame, now);

    private FragmentStatus Add(FragmentReassembler reassembler, byte[] frame, uint now = 0)
    {
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(frame, out PacketHeaders headers));
        FragmentStatus status = reassembler.Add(frame, headers, now, out PacketBuffer whole, out _largest);
        if (status == FragmentStatus.Complete)
            _whole = whole.Frame.ToArray();
        return status;
    }

    [Theory]
    [InlineData(false, 1500)]
    [InlineData(false, 576)]
    [InlineData(false, 68)]
    [InlineData(true, 1500)]
    [InlineData(true, 1280)]
    [InlineData(true, 300)]
    public void AnyOrder_GivesTheDatagramBack(bool v6, int mtu)
    {
        Random random = new(mtu);
        for (int round = 0; round < 30; round++)
        {
            int length = random.Next(mtu, Math.Min(65000, 40 * mtu));
            FrameBuilder builder = Frame.Ethernet().Vlan(9).Ip(v6 ? "fd01::2" : "10.1.0.2", v6 ? "fd03::1" : "10.3.0.1")
                .MayFragment().Id((ushort)round);
            if (v6)
                builder.Extension(0, new byte[8]);
            byte[] frame = builder.Udp(40001, 53).Payload(length).Build();
            byte[][] pieces = [.. FragmenterTests.Cut(frame, mtu, (uint)round)!];
            random.Shuffle(pieces);
            for (int i = 0; i < pieces.Length; i++)
                Assert.Equal(i + 1 < pieces.Length ? FragmentStatus.Incomplete : FragmentStatus.Complete, Add(pieces[i]));
            Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(_whole));
            Assert.Equal(pieces.Max(p => p.Length) - 18, _largest);
            Assert.Equal((0, 0), (_reassembler.Pending, _reassembler.BytesInUse));
        }
    }

    [Fact]
    public void TheLongestDatagram_ComesBackwards()
    {
        byte[] frame = Start(false).MayFragment().Udp(1, 2).Payload(65535 - 28).Build();
        List<byte[]> pieces = FragmenterTests.Cut(frame, 1500)!;
        for (int i = pieces.Count - 1; i > 0; i--)
            Assert.Equal(FragmentStatus.Incomplete, Add(pieces[i]));
        Assert.Equal(FragmentStatus.Complete, Add(pieces[0]));
        Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(_whole));
    }

    [Fact]
    public void Keys_AreAddressesIdentificationAndIPv4Protocol()
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(0, 8, true)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(8, 8, false, id: 2)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(8, 8, false, protocol: 51)));
        Assert.Equal(FragmentStatus.Complete, Add(Piece(8, 8, false)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(0, 8, true, v6: true)));
        Assert.Equal(FragmentStatus.Complete, Add(Piece(8, 8, false, v6: true, protocol: 51)));
        Assert.Equal(50, _whole[20]);
        Assert.Equal(2, _reassembler.Pending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Duplicates_AreIgnored_OverlapsDiscardAll(bool v6)
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(0, 64, true, v6)));
        Assert.Equal(FragmentStatus.Duplicate, Add(Piece(0, 64, true, v6)));
        Assert.Equal(FragmentStatus.Duplicate, Add(Piece(8, 16, true, v6)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(56, 16, true, v6)));
        Assert.Equal((0, 0, 1L), (_reassembler.Pending, _reassembler.BytesInUse, _reassembler.Discarded));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(64, 64, true, v6)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(56, 16, true, v6)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(64, 64, true, v6)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(56, 96, true, v6)));
    }

    [Fact]
    public void ContradictingEnds()
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(64, 8, false)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(72, 8, true)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(64, 8, false)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(32, 8, false)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(64, 8, false, v6: true)));
        Assert.Equal(FragmentStatus.Refused, Add(Piece(72, 8, true, v6: true)));
        Assert.Equal(FragmentStatus.Refused, Add(Piece(32, 8, false, v6: true)));
        Assert.Equal(1, _reassembler.Pending);
    }

    [Fact]
    public void CrookedMiddleFragments()
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(0, 13, true)));
        Assert.Equal(FragmentStatus.Complete, Add(Piece(8, 8, false)));
        Assert.Equal(FragmentStatus.Refused, Add(Piece(0, 7, true)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(0, 8, true, v6: true)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(8, 13, true, v6: true)));
        Assert.Equal(0, _reassembler.Pending);
    }

    [Fact]
    public void TogetherTooLong_IsDiscarded()
    {
        byte[] options = new byte[40];
        Array.Fill(options, (byte)1);
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(8, 65496 - 8, true)));
        Assert.Equal(FragmentStatus.Incomplete, Add(Piece(65496, 16, false)));
        byte[] first = Start(false).Options(options).Fragment(0, true, 1).Protocol(50).Payload(8).Build();
        Assert.Equal(FragmentStatus.Discarded, Add(first));
        Assert.Equal(0, _reassembler.BytesInUse);
    }

    [Fact]
    public void IPv6FirstFragment_MustReachToTheTransportHeader()
    {
        Assert.Equal(FragmentStatus.Refused, Add(Start(true).Fragment(0, true).Protocol(6).Payload(16).Build()));
        Assert.Equal(FragmentStatus.Incomplete, Add(Start(true).Fragment(0, true).Protocol(6).Payload(24).Build()));
    }

    [Fact]
    public void AtomicFragment_LosesItsHeader()
    {
        byte[] frame = Start(true).Extension(60, new byte[8]).Fragment(0, false).Udp(5, 6).Payload(9).Padding(4).Build();
        Assert.Equal(FragmentStatus.Complete, Add(frame));
        Assert.Equal(Start(true).Extension(60, new byte[8]).Udp(5, 6).Payload(9).Build(), _whole);
        Assert.Equal(FragmentStatus.NotFragment, Add(_whole));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2, 3, 3)]
    [InlineData(1, 2, 1)]
    [InlineData(3, 3, 3)]
    public void CongestionMarks_AreMerged(byte first, byte second, byte merged)
    {
        foreach (bool v6 in new[] { false, true })
        {
            Assert.Equal(
                FragmentStatus.Incomplete,
                Add(Start(v6).Tos((byte)(0xb8 | first)).Fragment(0, true).Protocol(50).Payload(8).Build()));
            Assert.Equal(
                FragmentStatus.Complete,
                Add(Start(v6).Tos((byte)(0xb8 | second)).Fragment(8, false).Protocol(50).Payload(8).Build()));
            Assert.Equal(ParseStatus.Ok, Packet.TryParse(_whole, out PacketHeaders headers));
            Assert.Equal(0xb8 | merged, headers.TrafficClass);
            Assert.True(Checksum.IsValidHeader(_whole, headers));
        }
    }

    [Fact]
    public void MixedCongestionCapability_IsDiscarded()
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Start(false).Tos(0).Fragment(0, true).Protocol(50).Payload(8).Build()));
        Assert.Equal(FragmentStatus.Discarded, Add(Start(false).Tos(3).Fragment(8, false).Protocol(50).Payload(8).Build()));
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void DontFragment_IsThatOfTheLargest(bool large, bool small, bool result)
    {
        Assert.Equal(FragmentStatus.Incomplete, Add(Start(false).Fragment(0, true, 1, large).Protocol(50).Payload(80).Build()));
        Assert.Equal(FragmentStatus.Complete, Add(Start(false).Fragment(80, false, 1, small).Protocol(50).Payload(8).Build()));
        Assert.Equal(ParseStatus.Ok, Packet.TryParse(_whole, out PacketHeaders headers));
        Assert.Equal((result, 100), (headers.DontFragment, _largest));
    }

    [Fact]
    public void Timeouts_AreTheFamilies()
    {
        Add(Piece(0, 8, true), 1000);
        Add(Piece(0, 8, true, v6: true), 1000);
        _reassembler.Expire(1000 + Ticks.FromSeconds(30) - 1);
        Assert.Equal(2, _reassembler.Pending);
        _reassembler.Expire(1000 + Ticks.FromSeconds(30));
        Assert.Equal(1, _reassembler.Pending);
        Assert.Equal(FragmentStatus.Complete, Add(Piece(8, 8, false, v6: true), 1000 + Ticks.FromSeconds(60) - 1));
        Assert.Equal((1L, 1L), (_reassembler.TimedOut, _reassembler.Completed));
    }

    [Fact]
    public void TimeWrapsAround()
    {
        Add(Piece(0, 8, true), uint.MaxValue - 5);
        _reassembler.Expire(100);
        Assert.Equal(1, _reassembler.Pending);
        _reassembler.Expire(Ticks.FromSeconds(30));
        Assert.Equal(0, _reassembler.Pending);
    }

    [Fact]
    public void AFullTable_GivesUpTheOldest()
    {
        FragmentReassembler small = new(new FragmentReassemblerOptions { MaxDatagrams = 4 });
        for (uint id = 1; id <= 6; id++)
            Add(small, Piece(0, 8, true, v6: id % 2 == 0, id: id), id);
        Assert.Equal((4, 2L), (small.Pending, small.Evicted));
        Assert.Equal(FragmentStatus.Incomplete, Add(small, Piece(8, 8, false, v6: true, id: 2), 7));
        Assert.Equal(FragmentStatus.Complete, Add(small, Piece(8, 8, false, v6: true, id: 4), 7));
    }

    [Fact]
    public void FullMemory_GivesUpTheOldest_AndAWholeDatagramStillFits()
    {
        FragmentReassembler small = new(new FragmentReassemblerOptions { MaxBytes = 65536 });
        for (uint id = 1; id <= 100; id++)
            Add(small, Piece(0, 1480, true, id: id));
        Assert.Equal((32, 68L, 65536), (small.Pending, small.Evicted, small.BytesInUse));
        List<byte[]> pieces = FragmenterTests.Cut(Start(false).MayFragment().Id(5000).Udp(1, 2).Payload(65000).Build(), 1500)!;
        foreach (byte[] piece in pieces[..^1])
            Assert.Equal(FragmentStatus.Incomplete, Add(small, piece));
        Assert.Equal(FragmentStatus.Complete, Add(small, pieces[^1]));
        Assert.Equal((0, 0), (small.Pending, small.BytesInUse));
    }

    [Fact]
    public void TooManyHoles_DiscardTheDatagram()
    {
        for (int i = 0; i < 64; i++)
            Assert.Equal(FragmentStatus.Incomplete, Add(Piece(16 * i, 8, true)));
        Assert.Equal(FragmentStatus.Discarded, Add(Piece(16 * 64, 8, true)));
    }

    [Fact]
    public void BadOptions_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FragmentReassembler(new FragmentReassemblerOptions { MaxDatagrams = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FragmentReassembler(new FragmentReassemblerOptions { MaxBytes = 65535 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FragmentReassembler(new FragmentReassemblerOptions { TimeoutV4 = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FragmentReassembler(new FragmentReassemblerOptions { TimeoutV6 = -1 }));
    }
}
