using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Deciding on a first packet allocates nothing, whatever the mode.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private const int Packets = 100_000;

    [Theory]
    [InlineData("-m", "wlc", "")]
    [InlineData("-g", "wlc", "")]
    [InlineData("-i", "wlc", "")]
    [InlineData("-m", "rr", " -p 300")]
    [InlineData("-m", "rr", " -p 300 -M 255.255.0.0")]
    [InlineData("-m", "sh", " -p 300 --pe sip")]
    [InlineData("-m", "mh", " -o")]
    public void A_first_packet_costs_no_memory(string method, string scheduler, string options)
    {
        using TestDirector site = new(connections: 2 * (Packets + 1000));
        site.Network.Records = false;
        site.Ipvsadm($"-A -u 10.3.0.1:53 -s {scheduler}{options}");
        for (int server = 1; server <= 100; server++)
            site.Ipvsadm($"-a -u 10.3.0.1:53 -r 10.2.0.{server} {method}");
        byte[] message = "OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 0123456789\r\n\r\n"u8.ToArray();
        byte[] template = Frame.Ethernet().Ip("10.1.0.0", "10.3.0.1").Udp(40001, 53).Payload(message).NoChecksum().Build();
        byte[] storage = new byte[PacketBuffer.DefaultHeadroom + template.Length];

        Run(site, template, storage, 0, 1000); // what is compiled or filled once
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(site, template, storage, 1000, Packets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Packets + 1000, site.Network.Frames);
    }

    private static void Run(TestDirector site, byte[] template, byte[] storage, int from, int count)
    {
        Span<byte> frame = storage.AsSpan(PacketBuffer.DefaultHeadroom);
        for (int i = from; i < from + count; i++)
        {
            template.CopyTo(frame);
            frame[27] = (byte)(i >> 16); // the client's address and its header's checksum
            frame[28] = (byte)(i >> 8);
            frame[29] = (byte)i;
            frame[24..26].Clear();
            Checksum.WriteHeader(frame[14..34]);
            site.Director.Process(storage, PacketBuffer.DefaultHeadroom, template.Length, TestNetwork.ClientSide, site.Now);
        }
    }
}
