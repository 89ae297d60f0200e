using System.Net;
using System.Net.Sockets;
using System.Text;
using Lvs.Engine.Addressing;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Lab.Topologies;
using Lvs.Tests;

namespace Lvs.Lab.Tests.Network;

/// <summary>Real servers of the tunnel lab take encapsulated packets, proven without a director: the client encapsulates.</summary>
public sealed class DecapsulationTests
{
    // The lab numbers the ends of its wires: the client's is the first, the router's the second.
    private static readonly byte[] Client = [0x02, 0x4c, 0x56, 0x53, 0, 1];
    private static readonly byte[] Router = [0x02, 0x4c, 0x56, 0x53, 0, 2];

    [RootTheory]
    [InlineData(InetFamily.V4, InetFamily.V4)]
    [InlineData(InetFamily.V6, InetFamily.V6)]
    [InlineData(InetFamily.V4, InetFamily.V6)]
    [InlineData(InetFamily.V6, InetFamily.V4)]
    public async Task A_real_server_answers_from_the_virtual_address(InetFamily inner, InetFamily outer)
    {
        TunnelTopology topology = new();
        await using Testbed lab = await Testbed.CreateAsync(topology, new TestbedOptions { StartLvsd = false }, CancellationToken.None);
        Answer answer = lab.Node("client").Run(() =>
        {
            IPEndPoint vip = TunnelTopology.Vip.At(inner, 53);
            IPAddress client = IPAddress.Parse(topology.Clients[0][inner]);
            using Socket receiver = new(client.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3000 };
            receiver.Bind(new IPEndPoint(client, 0));
            byte[] packet = RawPackets.Datagram((IPEndPoint)receiver.LocalEndPoint!, vip, "size 100\n"u8);

            byte[] tunnelled = RawPackets.Encapsulate(
                IPAddress.Parse(topology.Clients[0][outer]), IPAddress.Parse(TunnelTopology.RealServers[0][outer]), packet);
            using FrameSocket wire = new("eth0");
            wire.Send(RawPackets.Frame(Router, Client, tunnelled));

            byte[] buffer = new byte[2048];
            EndPoint from = new IPEndPoint(client.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            int length = receiver.ReceiveFrom(buffer, ref from);
            Assert.Equal(vip, from);
            return Answer.Parse(Encoding.ASCII.GetString(buffer, 0, length).TrimEnd());
        });
        Assert.Equal("rs1", answer.Server);
        Assert.Equal(TunnelTopology.Vip.At(inner, 53), answer.Asked);
    }
}
