using System.Diagnostics;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Packets;

/// <summary>
/// A million bad frames through everything: truncated, lying, random, mutated, overlapping. Nothing throws, nothing touches a
/// byte outside the frame's own room, memory does not grow, and what is forwarded is sound.
/// </summary>
public sealed class FuzzTests
{
    private const int Frames = 1_000_000;
    private const int Headroom = PacketBuffer.DefaultHeadroom;
    private const byte Guard = 0xa5;

    private readonly byte[] _storage = new byte[Headroom + 4096];
    private readonly byte[] _other = new byte[Headroom + 4096];
    private readonly FragmentReassembler _reassembler =
        new(new FragmentReassemblerOptions { MaxDatagrams = 64, MaxBytes = 128 * 1024 });

    private readonly Random _random = new(20260729);
    private readonly byte[][] _good = [.. TestFrames.Good.Values, TooManyExtensions()];
    private readonly InetAddress _v4 = InetAddress.Parse("10.2.0.12");
    private readonly InetAddress _v6 = InetAddress.Parse("fd02::12");
    private readonly NextHop _hop = new(1, 1500, 5, new MacAddress(1), new MacAddress(2), InetAddress.AnyV4, true);
    private uint _now;

    [Fact]
    public void AMillionBadFrames()
    {
        int[] outcomes = new int[256];
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 2_000; i++)
            Feed(Next());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++)
            outcomes[(int)Feed(Next())]++;
        // Not a byte a frame; what the runtime itself takes while it compiles methods anew is a few hundred in all.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Frames / 10);
        Assert.InRange(_reassembler.Pending, 0, 64);
        Assert.InRange(_reassembler.BytesInUse, 0, 128 * 1024);
        _reassembler.Expire(_now + 100_000);
        Assert.Equal((0, 0), (_reassembler.Pending, _reassembler.BytesInUse));

        // The mixture reaches every verdict, and the reassembler's every end.
        foreach (ParseStatus status in Enum.GetValues<ParseStatus>())
            Assert.True(outcomes[(int)status] > 0, $"no frame was {status}");
        Assert.True(_reassembler is { Completed: > 0, Discarded: > 0, Evicted: > 0, TimedOut: > 0 });
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    private static byte[] TooManyExtensions()
    {
        FrameBuilder frame = Frame.Ethernet().IPv6("fd01::2", "fd03::1");
        for (int i = 0; i <= Packet.MaxExtensionHeaders; i++)
            frame.Extension(60, new byte[8]);
        return frame.Tcp(1, 2).Build();
    }

    /// <summary>A bad frame in <see cref="_storage"/>, guards around it; its length.</summary>
    private int Next()
    {
        byte[] good = _good[_random.Next(_good.Length)];
        Span<byte> frame = _storage.AsSpan(Headroom);
        int length = good.Length;
        good.CopyTo(frame);
        int kind = _random.Next(8);
        if (kind == 0)
        {
            length = _random.Next(400);
            _random.NextBytes(frame[..length]);
        }
        else if (kind == 1)
        {
            length = _random.Next(length);
        }
        else if (kind == 2)
        {
            length = RandomFragment(frame);
        }
        else
        {
            // Mutations, mostly among headers, where the lengths and types are.
            for (int i = _random.Next(1, 5); i > 0; i--)
            {
                int reach = Math.Min(length, _random.Next(2) == 0 ? length : 70);
                frame[_random.Next(reach)] = (byte)(_random.Next(3) == 0 ? _random.Next(9) : _random.Next(256));
            }
        }

        _storage.AsSpan(Headroom + length).Fill(Guard);
        if (_random.Next(50) == 0)
            _now += (uint)_random.Next(200);
        return length;
    }

    /// <summary>Fragments of few datagrams at random places, so that they meet and overlap.</summary>
    private int RandomFragment(Span<byte> frame)
    {
        bool v6 = _random.Next(2) == 0;
        byte[] template = TestFrames.Good[v6 ? "fragment6 last" : "fragment4 last"];
        template.CopyTo(frame);
        int header = v6 ? 62 : 34;
        int payload = _random.Next(1, 1400);
        int offset = _random.Next(4) == 0 ? _random.Next(8192) : _random.Next(6) * 8;
        if (offset < 48)
            payload = _random.Next(1, 5) * 8;
        int length = header + payload;
        frame.Slice(template.Length, 1400).Clear();
        int more = _random.Next(3) == 0 ? 0 : 1;
        if (v6)
        {
            (frame[18], frame[19]) = ((byte)((payload + 8) >> 8), (byte)(payload + 8));
            (frame[56], frame[57]) = ((byte)((offset << 3) >> 8), (byte)((offset << 3) | more));
            frame[61] = (byte)_random.Next(40);
        }
        else
        {
            (frame[16], frame[17]) = ((byte)((payload + 20) >> 8), (byte)(payload + 20));
            (frame[20], frame[21]) = ((byte)((offset >> 8) | (more << 5)), (byte)offset);
            frame[19] = (byte)_random.Next(40);
        }

        return length;
    }

    private ParseStatus Feed(int length)
    {
        PacketBuffer buffer = new(_storage.AsSpan(0, Headroom + length), Headroom, length);
        ParseStatus status = Packet.TryParse(buffer.Frame, out PacketHeaders headers);
        if (status == ParseStatus.Ok)
            Forward(ref buffer, headers);
        if (_storage.AsSpan(Headroom + length).IndexOfAnyExcept(Guard) >= 0)
            throw new InvalidOperationException("wrote behind the frame");
        return status;
    }

    private void Forward(ref PacketBuffer buffer, PacketHeaders headers)
    {
        if (headers.End > buffer.Length || headers.TransportOffset + headers.TransportHeaderLength > headers.End)
            throw new InvalidOperationException("called a frame Ok whose headers lie outside it");
        FragmentStatus fragment = _reassembler.Add(buffer.Frame, headers, _now, out PacketBuffer whole, out int largest);
        if (fragment == FragmentStatus.Complete)
        {
            if (Packet.TryParse(whole.Frame, out PacketHeaders joined) == ParseStatus.Ok)
                Send(ref whole, joined, largest);
        }
        else if (fragment == FragmentStatus.NotFragment)
        {
            Send(ref buffer, headers, 0);
        }
    }

    private void Send(ref PacketBuffer buffer, PacketHeaders headers, int largest)
    {
        InetAddress server = headers.Family == InetFamily.V4 ? _v4 : _v6;
        if (Packet.TryParseQuoted(buffer.Frame, headers, out QuotedPacket quoted))
        {
            if (QuotedTunnel.TryParse(buffer.Frame, quoted, default, out QuotedPacket inner))
            {
                InetAddress source = inner.Family == InetFamily.V4 ? _v4 : _v6;
                IcmpErrors.TryRelay(buffer.Frame, headers, inner, 1300, source, 1, _other, Headroom, out _, out _);
            }

            IcmpTranslator.ToClient(buffer.Frame, ref headers, ref quoted, server, 80);
            IcmpTranslator.ToServer(buffer.Frame, ref headers, ref quoted, server, 80);
        }

        bool valid = TransportChecksum.IsValid(buffer.Frame, headers) && headers.Protocol != IpProtocol.Sctp;
        if (!Rewriter.DecrementTimeToLive(buffer.Frame, ref headers))
        {
            IcmpErrors.TryBuild(buffer.Frame, headers, IcmpErrorKind.TimeExceeded, 0, server, 1, _other, Headroom, out _, out _);
            return;
        }

        Rewriter.TranslateDestination(buffer.Frame, ref headers, server, 8080);
        bool pending = (headers.Extensions & ExtensionHeaders.RoutingPending) != 0;
        if (valid && headers.HasPorts && !pending && !TransportChecksum.IsValid(buffer.Frame, headers))
            throw new InvalidOperationException("a right checksum became wrong");
        if (_random.Next(2) == 0)
        {
            TunnelOptions options = new((TunnelType)_random.Next(3), 6080, (TunnelChecksum)_random.Next(3));
            Encapsulator.TryEncapsulate(ref buffer, ref headers, new Tunnel(_v4, _v4, options, true), 1, 2);
        }

        if (!LinkLayer.TryWrite(ref buffer, ref headers, _hop)
            || !Fragmenter.TryCreate(
                buffer.Frame, headers, Fragmenter.SizeFor(1000, largest, headers.Family), 7, out Fragmenter fragmenter))
            return;
        while (fragmenter.TryNext(_other, Headroom, out PacketBuffer sent))
        {
            if (Packet.TryParse(sent.Frame, out _) != ParseStatus.Ok)
                throw new InvalidOperationException("sent a malformed frame");
        }
    }
}
