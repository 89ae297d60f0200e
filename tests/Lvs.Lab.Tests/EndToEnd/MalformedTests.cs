using System.Net;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Network;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Broken frames, a bounded number of them, on the director's wire: it goes on serving, and forwards none.</summary>
[Collection(LabCollection.Name)]
public sealed class MalformedTests(LabPool pool)
{
    private const int Frames = 20_000;

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Broken_frames_are_neither_forwarded_nor_fatal(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await lab.Director.ClearRulesAsync();
        await lab.Director.RemoveConnectionsAsync();
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Udp, 53), mode.Service(family, LvsProtocol.Tcp, 80));
        int process = lab.Lvsd.Process!.Id;
        await lab.Client.AskAsync(mode.At(family, 53), 2, 100, null, CancellationToken.None);
        (string routerDevice, byte[] director, byte[] router) = await NeighbourAsync(lab, mode);

        long before = Received(lab);
        FrameBreaker breaker = new(
            seed: 20261121, IPAddress.Parse(lab.Topology.Clients[0][family]), mode.At(family, 53), mode.At(family, 80));
        lab.Node("router").Run(() =>
        {
            using FrameSocket wire = new(routerDevice);
            for (int i = 0; i < Frames; i++)
                wire.Send(RawPackets.Frame(director, router, breaker.Next()));
        });
        await Task.Delay(300);

        // Neighbour discovery and its like may add a few.
        Assert.InRange(Received(lab) - before, 0, 40);
        Assert.Equal(process, (await lab.Director.GetDirectorAsync()).ProcessId);
        Assert.Equal(6, (await lab.Client.FetchAsync(mode.At(family), 6, 100, null, CancellationToken.None)).Count);
    }

    private static long Received(Testbed lab) =>
        new[] { "rs1", "rs2" }.Sum(node => lab.Node(node).Traffic("eth0").ReceivedPackets);

    private static async Task<(string Device, byte[] Director, byte[] Router)> NeighbourAsync(Testbed lab, Mode mode)
    {
        // In all labs the director's eth0 is on the router's eth1.
        return ("eth1", await MacAsync(lab.Node("director"), "eth0"), await MacAsync(lab.Node("router"), "eth1"));

        static async Task<byte[]> MacAsync(LabNode node, string device)
        {
            string text = (await node.ExecuteAsync(["ip", "-brief", "link", "show", device], CancellationToken.None)).EnsureSuccess();
            string mac = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
            return Convert.FromHexString(mac.Replace(":", ""));
        }
    }
}
