using System.Buffers.Binary;
using System.Diagnostics;
using Lvs.Tests;
using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Tests.Support;

namespace Lvs.Xdp.Tests.AfXdp;

/// <summary>client c0 – d0 director d1 – s0 server: frames go in at d0's socket and out at d1's, by real veths.</summary>
public sealed class XskForwardingTests
{
    private static readonly MapDefinition XskMapDefinition = new(Bpf.BPF_MAP_TYPE_XSKMAP, 4, 4, 64, 0, "xsks");

    [RootFact]
    public void A_hundred_thousand_frames_go_in_and_out_none_lost_and_all_chunks_come_back() => TestNetwork.OnThread(() =>
    {
        const int total = 100_000;
        const int burst = 400;
        using var lab = new Line(chunks: 4096);
        var buffer = new XskFrame[64];
        var random = new Random(7);
        byte[] frame = new byte[1514];
        uint sent = 0;
        uint expected = 0;
        long started = Stopwatch.GetTimestamp();
        while (expected < total)
        {
            for (int i = 0; i < burst && sent < total; i++, sent++)
            {
                Span<byte> bytes = frame.AsSpan(0, random.Next(60, 1515));
                WriteTestFrame(bytes, sent);
                lab.Client.Transmit(bytes, lab.ClientInterface);
            }

            lab.Client.Flush();
            while (expected < sent)
            {
                lab.ForwardOnce(buffer);
                int count = lab.ServerPort.Receive(buffer);
                for (int i = 0; i < count; i++)
                {
                    CheckTestFrame(lab.ServerPool.Bytes(buffer[i].Chunk).Slice(buffer[i].Offset, buffer[i].Length), expected++);
                    lab.ServerPool.Return(buffer[i].Chunk);
                }

                lab.ServerPort.Refill(1024);
                Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"only {expected} of {sent} frames arrived");
            }
        }

        Assert.Equal(0, lab.Pool.HeldChunks);
        lab.Out.Flush();
        Assert.Equal((ulong)total, lab.In.ReadCounters().Received);
        Assert.Equal((ulong)total, lab.Out.ReadCounters().Transmitted);
        Assert.Equal(0UL, lab.In.ReadCounters().Invalid + lab.Out.ReadCounters().Invalid);
        Assert.Equal(lab.Pool.Chunks, lab.Pool.FreeChunks + lab.In.Filled + lab.Out.Filled);
        lab.Ports.Dispose();
        Assert.Equal(lab.Pool.Chunks, lab.Pool.FreeChunks);
    });

    [RootFact]
    public void The_receive_path_allocates_nothing() => TestNetwork.OnThread(() =>
    {
        using var lab = new Line(chunks: 1024);
        var buffer = new XskFrame[64];
        byte[] frame = new byte[200];
        ulong sent = 0;
        long allocated = Allocations.Least(() =>
        {
            for (int round = 0; round < 10; round++)
            {
                for (uint i = 0; i < 50; i++, sent++)
                {
                    WriteTestFrame(frame, i);
                    lab.Client.Transmit(frame, lab.ClientInterface);
                }

                lab.Client.Flush();
                for (int i = 0; i < 200; i++)
                    lab.ForwardOnce(buffer);
            }
        });
        Assert.Equal(sent, lab.In.ReadCounters().Received);
        Assert.Equal(0, allocated);
    });

    [RootFact]
    public void Sockets_follow_the_number_of_queues_and_keep_their_keys_apart() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0", queues: 4);
        network.Veth("d", "d1", "c", "c1", queues: 2);
        network.Enter("d");
        using var map = new XskMap(XskMapDefinition.Create());
        using var pool = new FramePool(1024, 4096);
        using var ports = new XskPorts(pool, map);
        uint d0 = Libc.IfNametoindex("d0");
        uint d1 = Libc.IfNametoindex("d1");
        Assert.Equal(new XskQueues(0, 2), ports.Open(d0, "d0", 2, true));
        Assert.Equal(new XskQueues(2, 2), ports.Open(d1, "d1", 2, true));
        XskPort first = ports.Of(d0)[0];

        XskQueues grown = ports.Open(d0, "d0", 4, true);
        Assert.Equal(new XskQueues(4, 4), grown);
        Assert.Same(first, ports.Of(d0)[0]);
        ports.ForgetMoved(d0);
        Assert.Equal(6, ports.All.Count);

        Assert.Equal(1u, ports.Open(d0, "d0", 1, true).Count);
        ports.ForgetMoved(d0);
        Assert.Equal(3, ports.All.Count);
        Assert.True(ports.Close(d0));
        Assert.False(ports.Close(d0));
        Assert.True(ports.Close(d1));
        Assert.Equal(pool.Chunks, pool.FreeChunks);
    });

    [RootFact]
    public void Ports_that_come_one_by_one_leave_chunks_for_sending() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Enter("d");
        using var map = new XskMap(XskMapDefinition.Create());
        using var pool = new FramePool(1024, 2048);
        using var ports = new XskPorts(pool, map);
        for (int i = 0; i < 6; i++)
        {
            network.Veth("d", $"d{i}", "c", $"c{i}");
            ports.Open(Libc.IfNametoindex($"d{i}"), $"d{i}", 1, true);
            foreach (XskPort port in ports.All)
                port.Refill(ports.FillTarget);
        }

        Assert.Equal([448, 448, 64, 32, 16, 8], ports.All.Select(static port => port.Filled));
        Assert.Equal(8, pool.FreeChunks);
        Assert.Equal(pool.Chunks, pool.FreeChunks + ports.All.Sum(static port => port.Filled));
    });

    [RootFact]
    public void A_queue_that_does_not_exist_or_is_taken_is_explained_and_changes_nothing() => TestNetwork.OnThread(() =>
    {
        using var network = new TestNetwork("d", "c");
        network.Veth("d", "d0", "c", "c0");
        network.Enter("d");
        using var map = new XskMap(XskMapDefinition.Create());
        using var pool = new FramePool(256, 4096);
        using var ports = new XskPorts(pool, map);
        uint d0 = Libc.IfNametoindex("d0");
        DataPlaneException missing = Assert.Throws<DataPlaneException>(() => ports.Open(d0, "d0", 3, true));
        Assert.Equal((DataPlaneError.AfXdp, "d0"), (missing.Error, missing.Value));
        Assert.Empty(ports.All);
        Assert.Equal(pool.Chunks, pool.FreeChunks);

        ports.Open(d0, "d0", 1, true);
        using var secondPool = new FramePool(256, 4096);
        using var second = new XskPorts(secondPool, map);
        DataPlaneException busy = Assert.Throws<DataPlaneException>(() => second.Open(d0, "d0", 1, true));
        Assert.Equal((DataPlaneError.InterfaceBusy, "d0"), (busy.Error, busy.Value));
    });

    private static void WriteTestFrame(Span<byte> frame, uint sequence)
    {
        frame.Fill((byte)sequence);
        frame[..6].Fill(0xff);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x88b5);
        BinaryPrimitives.WriteUInt32BigEndian(frame[14..], sequence);
        BinaryPrimitives.WriteInt32BigEndian(frame[18..], frame.Length);
    }

    private static void CheckTestFrame(ReadOnlySpan<byte> frame, uint sequence)
    {
        Assert.Equal(sequence, BinaryPrimitives.ReadUInt32BigEndian(frame[14..]));
        Assert.Equal(frame.Length, BinaryPrimitives.ReadInt32BigEndian(frame[18..]));
        Assert.Equal(-1, frame[22..].IndexOfAnyExcept((byte)sequence));
    }

    /// <summary>The three namespaces with sockets at d0, d1 and s0.</summary>
    private sealed class Line : IDisposable
    {
        private readonly TestNetwork _network = new("c", "d", "s");
        private readonly List<IDisposable> _open = [];

        internal Line(int chunks)
        {
            _network.Veth("c", "c0", "d", "d0");
            _network.Veth("d", "d1", "s", "s0");
            _network.Enter("c");
            Client = Keep(new PacketTransmitter());
            ClientInterface = Libc.IfNametoindex("c0");

            _network.Enter("d");
            Pool = Keep(new FramePool(chunks, 4096));
            XskMap map = Keep(new XskMap(XskMapDefinition.Create()));
            Ports = Keep(new XskPorts(Pool, map));
            uint d0 = Libc.IfNametoindex("d0");
            uint d1 = Libc.IfNametoindex("d1");
            Assert.Equal(new XskQueues(0, 1), Ports.Open(d0, "d0", 1, true));
            Assert.Equal(new XskQueues(1, 1), Ports.Open(d1, "d1", 1, true));
            In = Ports.Of(d0)[0];
            Out = Ports.Of(d1)[0];
            In.Refill(Ports.FillTarget);
            Attach(d0, map);

            _network.Enter("s");
            ServerPool = Keep(new FramePool(2048, 4096));
            XskMap serverMap = Keep(new XskMap(XskMapDefinition.Create()));
            XskPorts serverPorts = Keep(new XskPorts(ServerPool, serverMap));
            uint s0 = Libc.IfNametoindex("s0");
            serverPorts.Open(s0, "s0", 1, true);
            ServerPort = serverPorts.Of(s0)[0];
            ServerPort.Refill(1024);
            Attach(s0, serverMap);
        }

        internal PacketTransmitter Client { get; }

        internal uint ClientInterface { get; }

        internal FramePool Pool { get; }

        internal XskPorts Ports { get; }

        internal XskPort In { get; }

        internal XskPort Out { get; }

        internal FramePool ServerPool { get; }

        internal XskPort ServerPort { get; }

        internal void ForwardOnce(XskFrame[] buffer)
        {
            int count = In.Receive(buffer);
            for (int i = 0; i < count; i++)
            {
                if (!Out.TryTransmit(buffer[i]))
                    Pool.Return(buffer[i].Chunk);
            }

            Out.Flush();
            In.Refill(Ports.FillTarget);
        }

        public void Dispose()
        {
            foreach (IDisposable open in _open.AsEnumerable().Reverse())
                open.Dispose();
            _network.Dispose();
        }

        private void Attach(uint interfaceIndex, XskMap map)
        {
            FileDescriptor program = Keep(SmallPrograms.ToSockets(map.Fd));
            Keep(FileDescriptor.Take(Bpf.LinkCreateXdp(program.Value, interfaceIndex, Bpf.XDP_FLAGS_DRV_MODE), "attach"));
        }

        private T Keep<T>(T value)
            where T : IDisposable
        {
            _open.Add(value);
            return value;
        }
    }
}
