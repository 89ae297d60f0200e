using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;
using Reason = Lvs.Xdp.Tests.Programs.Support.Reason;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>One rewriting rule and one state table, two implementations: a million frames, sound and damaged, of connections in any
/// state. What the XDP program forwards the director would have forwarded, to the same bytes, the same state and the same counts.</summary>
public sealed class EquivalenceTests
{
    private const int Frames = 125_000;
    private static readonly string[] Flags = ["", "S", "SA", "A", "PA", "FA", "F", "R", "RA", "SF", "SR", "FR", "U", "SE"];

    [RootTheory]
    [InlineData(ForwardingMethod.Masquerade, false, false)]
    [InlineData(ForwardingMethod.Masquerade, true, true)]
    [InlineData(ForwardingMethod.DirectRouting, false, false)]
    [InlineData(ForwardingMethod.DirectRouting, true, true)]
    [InlineData(ForwardingMethod.Tunnel, false, false)]
    [InlineData(ForwardingMethod.Tunnel, false, true)]
    [InlineData(ForwardingMethod.Tunnel, true, false)]
    [InlineData(ForwardingMethod.Tunnel, true, true)]
    public void Xdp_does_as_the_director_does(ForwardingMethod method, bool inner6, bool outer6) => ReplyLab.Run(lab =>
    {
        List<(byte Protocol, TunnelOptions Tunnel)> cases =
        [
            .. from protocol in new byte[] { 6, 17, 132 }
               from tunnel in method == ForwardingMethod.Tunnel ? Tunnels : [default]
               where protocol != 132 || tunnel.Checksum == TunnelChecksum.None // else lvsd's: SCTP's own sum is no help
               select (protocol, tunnel),
        ];
        var random = new Random(((int)method * 4) + (inner6 ? 2 : 0) + (outer6 ? 1 : 0));
        foreach ((byte protocol, TunnelOptions tunnel) in cases)
        {
            Flow flow = Flow.Of((int)method, inner6) with { Server = outer6 ? "fd02::12" : "10.2.0.12", Protocol = protocol };
            if (method != ForwardingMethod.Masquerade || protocol == 132)
                flow = flow with { ServerPort = flow.VirtualPort };
            Twin twin = new(lab, flow, tunnel);
            int compared = 0;
            for (int i = 0; i < Frames / cases.Count; i++)
            {
                if (Compare(lab.Path, twin, MakeFrame(random, flow), random))
                    compared++;
            }

            Assert.True(compared > Frames / cases.Count / 8, $"{flow.Protocol} {tunnel}: only {compared} were forwarded");
        }
    });

    private static IEnumerable<TunnelOptions> Tunnels =>
    [
        new(TunnelType.IpIp, 0, TunnelChecksum.None),
        new(TunnelType.Gre, 0, TunnelChecksum.None), new(TunnelType.Gre, 0, TunnelChecksum.Full),
        new(TunnelType.Gue, 6080, TunnelChecksum.None), new(TunnelType.Gue, 6080, TunnelChecksum.Full),
        new(TunnelType.Gue, 6080, TunnelChecksum.Remote),
    ];

    /// <returns>False when XDP did not forward it, so that there is nothing to compare.</returns>
    private static bool Compare(Datapath path, Twin twin, byte[] frame, Random random)
    {
        ref ConnectionSlot connection = ref twin.Connection;
        connection.StateWord = (uint)random.Next(twin.Flow.Protocol switch { 6 => 11, 132 => 14, _ => 1 })
            | (random.Next(2) == 0 ? ConnectionSlot.NoOutput : 0);
        connection.Timeout = twin.TimeoutOf(connection);
        ConnectionSlot before = connection;
        Verdict verdict = path.Run(frame);
        ConnectionSlot stepped = connection;
        connection = before;
        Route(ref stepped).CopyTo(Route(ref connection)); // so that most replies go by a way that was kept
        if (verdict.Reason is not (Reason.ForwardedIn or Reason.ForwardedOut))
        {
            Assert.Equal(frame, verdict.Frame);
            return false;
        }

        // XDP does not look at checksums: it changes them by as much as it changes the packet, and takes the tunnel's own from the
        // one inside (as the kernel's local checksum offload does), so a wrong one stays wrong and the receiver drops the packet.
        if (!IsSound(frame, twin.Tunnel.Checksum != TunnelChecksum.None))
            return false;
        IReadOnlyList<byte[]> sent = twin.Decide(frame);
        Assert.Equal(verdict.Frame, Assert.Single(sent));
        Assert.Equal((stepped.StateWord, stepped.Timeout), (connection.StateWord, connection.Timeout));
        Assert.Equal(
            (stepped.InPackets, stepped.InBytes, stepped.OutPackets, stepped.OutBytes),
            (connection.InPackets, connection.InBytes, connection.OutPackets, connection.OutBytes));
        return true;
    }

    private static Span<byte> Route(ref ConnectionSlot slot) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref slot, 1))[160..184];

    private static bool IsSound(byte[] frame, bool inside)
    {
        if (Packet.TryParse(frame, out PacketHeaders headers) != ParseStatus.Ok)
            return false;
        if (headers.Family == InetFamily.V4 && !Checksum.IsValidHeader(frame, headers))
            return false;
        ReadOnlySpan<byte> transport = frame.AsSpan(headers.TransportOffset..headers.End);
        return !inside || Checksum.Sum(
            transport, Checksum.PseudoHeader(headers.Source, headers.Destination, headers.Protocol, transport.Length)) == 0xffff;
    }

    private static byte[] MakeFrame(Random random, Flow flow)
    {
        bool reply = flow.Method == Flow.Masquerade && random.Next(2) == 0;
        FrameBuilder builder = reply ? flow.Reply(Flags[random.Next(Flags.Length)]) : flow.Request(Flags[random.Next(Flags.Length)]);
        byte[] payload = new byte[random.Next(90)];
        random.NextBytes(payload);
        if (flow.Protocol == 132)
        {
            builder = reply
                ? builder.Sctp(flow.ServerPort, flow.ClientPort, (byte)random.Next(16))
                : builder.Sctp(flow.ClientPort, flow.VirtualPort, (byte)random.Next(16));
        }

        builder.Payload(payload).Tos((byte)random.Next(256)).Id((ushort)random.Next(65536)).FlowLabel((uint)random.Next(1 << 20))
            .Ttl((byte)(random.Next(4) == 0 ? random.Next(4) : random.Next(256)));
        if (random.Next(3) == 0)
            builder.MayFragment();
        if (random.Next(4) == 0)
            builder.Padding(random.Next(20));
        if (random.Next(8) == 0)
            builder.Vlan((ushort)random.Next(65536));
        if (random.Next(8) == 0)
            builder.NoChecksum();
        if (random.Next(16) == 0 && !flow.IsV6)
            builder.Options(7, 3, 4, 0);
        if (random.Next(8) == 0 && flow.IsV6)
            builder.Extension((byte)(random.Next(2) == 0 ? 0 : 60), [0, 0, 1, 4, 0, 0, 0, 0]);
        byte[] frame = builder.Build();
        for (int flips = random.Next(3) == 0 ? random.Next(1, 4) : 0; flips > 0; flips--)
            frame[random.Next(12, Math.Min(frame.Length, 90))] = (byte)random.Next(256);
        return frame;
    }
}
