using Lvs.Engine.Packets;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Whatever climbs to the director, and whatever the mode: it allocates nothing.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private const int Packets = 100_000;

    /// <summary>As every packet must be the first of its connection, the table has room for so many times <see cref="Packets"/>.</summary>
    private const int Attempts = 3;

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
        using TestDirector site = new(connections: 2 * ((Attempts * Packets) + 1000));
        site.Network.Records = false;
        site.Ipvsadm($"-A -u 10.3.0.1:53 -s {scheduler}{options}");
        for (int server = 1; server <= 100; server++)
            site.Ipvsadm($"-a -u 10.3.0.1:53 -r 10.2.0.{server} {method}");
        byte[] message = "OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 0123456789\r\n\r\n"u8.ToArray();
        byte[] template = Frame.Ethernet().Ip("10.1.0.0", "10.3.0.1").Udp(40001, 53).Payload(message).NoChecksum().Build();
        byte[] storage = new byte[PacketBuffer.DefaultHeadroom + template.Length];

        Run(site, template, storage, 0, 1000); // what is compiled or filled once
        int sent = 1000;
        Assert.Equal(0, Allocations.Least(
            () =>
            {
                Run(site, template, storage, sent, Packets);
                sent += Packets;
            },
            Attempts));
        Assert.Equal(sent, site.Network.Frames);
    }

    public static TheoryData<string, string> Frames
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string method in new[] { "-m", "-g", "-i" })
                foreach (string name in new[] { "request", "fin", "reset", "error to the server", "too big", "expired" })
                    data.Add(method, name);
            foreach (string name in new[] { "reply", "reply's fin", "reply's reset", "error to the client", "server without connection" })
                data.Add("-m", name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_packet_of_a_known_connection_and_an_error_about_it_cost_no_memory(string method, string name)
    {
        using TestDirector site = new();
        site.Network.Records = false;
        site.Ipvsadm("-A -t 10.3.0.1:80 -s wlc", $"-a -t 10.3.0.1:80 -r 10.2.0.11 {method}");
        site.Director.Apply(site.Director.Settings with { NatIcmpSend = true, IcmpRateLimit = 0 });
        foreach (string flags in new[] { "S", "A" })
            site.Climb(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(4001, 80, flags).Build());
        byte[] template = Named(name);
        byte[] storage = new byte[PacketBuffer.DefaultHeadroom + template.Length + 256];

        Repeat(site, template, storage, 1000);
        Assert.Equal(0, Allocations.Least(() =>
        {
            long sent = site.Network.Frames;
            Repeat(site, template, storage, Packets / 10);
            if (site.Network.Frames - sent != Packets / 10)
                throw new InvalidOperationException($"{site.Network.Frames - sent} of {Packets / 10} frames were sent");
        }));
    }

    // From the client to the service, or from the real server to the client; errors from a router on either's side.
    private static byte[] Named(string name)
    {
        FrameBuilder request = Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1"), reply = Frame.Ethernet().Ip("10.2.0.11", "10.1.0.1");
        byte[] toClient = Frame.Ethernet().Ip("10.3.0.1", "10.1.0.1").Tcp(80, 4001).Payload(8).BuildIp();
        byte[] toServer = Frame.Ethernet().Ip("10.1.0.1", "10.2.0.11").Tcp(4001, 80).Payload(8).BuildIp();
        return name switch
        {
            "request" => request.Tcp(4001, 80).Payload(4).Build(),
            "fin" => request.Tcp(4001, 80, "FA").Build(),
            "reset" => request.Tcp(4001, 80, "R").Build(),
            "too big" => request.Tcp(4001, 80).Payload(1480).Build(),
            "expired" => request.Ttl(1).Tcp(4001, 80).Build(),
            "error to the server" => Frame.Ethernet().Ip("10.1.0.254", "10.3.0.1").Icmp(3, 1).Payload(toClient).Build(),
            "reply" => reply.Tcp(80, 4001).Payload(4).Build(),
            "reply's fin" => reply.Tcp(80, 4001, "FA").Build(),
            "reply's reset" => reply.Tcp(80, 4001, "R").Build(),
            "error to the client" => Frame.Ethernet().Ip("10.2.0.254", "10.1.0.1").Icmp(3, 1).Payload(toServer).Build(),
            "server without connection" => reply.Tcp(80, 4009).Build(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such frame"),
        };
    }

    private static void Repeat(TestDirector site, byte[] template, byte[] storage, int count)
    {
        for (int i = 0; i < count; i++)
        {
            template.CopyTo(storage.AsSpan(PacketBuffer.DefaultHeadroom));
            site.Director.Process(storage, PacketBuffer.DefaultHeadroom, template.Length, TestNetwork.ClientSide, site.Now);
        }
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
