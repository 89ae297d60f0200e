using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>First packets: ip_vs_schedule and ip_vs_sched_persist.</summary>
public sealed unsafe partial class Director
{
    private const ushort FtpData = 20;
    private const ushort Ftp = 21;
    private uint _dropCounter;

    private void Schedule(ref PacketBuffer buffer, ref PacketHeaders headers, uint ingress, int largest, uint now)
    {
        Protocol protocol = (Protocol)headers.Protocol;
        bool opens = protocol switch
        {
            Protocol.Tcp => (headers.TcpFlags & TcpFlags.Rst) == 0
                && (Settings.SloppyTcp || (headers.TcpFlags & TcpFlags.Syn) != 0),
            Protocol.Sctp => Settings.SloppySctp || headers.SctpChunk == 1,
            _ => true,
        };
        VirtualService? service = opens ? Rules.Lookup(protocol, headers.Destination, headers.DestinationPort) : null;
        if (service is null || headers.SourcePort == FtpData)
        {
            DeliverWhole(buffer.Frame, headers, ingress, largest);
            return;
        }

        if (Settings.DropPacketRate > 0 && ++_dropCounter % (uint)Settings.DropPacketRate == 0)
        {
            Count(DirectorReason.DropPacketDefence);
            return;
        }

        int template = 0;
        RealServer? server = service.Settings.PersistenceTimeout != 0
            ? PickPersistent(service, headers, now, out template)
            : Pick(service, headers, now);
        if (server is null)
        {
            Refuse(buffer.Frame, headers, service, ingress, largest);
            return;
        }

        bool everyPort = service.Key.IsFirewallMark || headers.DestinationPort != service.Key.Port;
        ushort port = everyPort && service.Settings.PersistenceTimeout != 0 && !service.Key.IsFirewallMark || server.Key.Port == 0
            ? headers.DestinationPort
            : server.Key.Port;
        ForwardingMethod method = _nextHops.IsLocal(server.Key.Address) || server.Key.Address.IsLoopback
            ? ForwardingMethod.Local
            : server.Settings.Method;
        if (service.Settings.OnePacket && protocol == Protocol.Udp)
        {
            ForwardOnce(ref buffer, ref headers, service, server, method, port, ingress, largest);
            return;
        }

        int slot = Create(service, server, method, headers, port, template, now);
        if (slot == 0)
        {
            Count(DirectorReason.DropTableFull);
            return;
        }

        _tables.Servers[server.Id].Connections++;
        ToServer(ref buffer, ref headers, slot, ingress, largest, now);
    }

    private static RealServer? Pick(VirtualService service, in PacketHeaders headers, uint now)
    {
        if (!service.Key.IsFirewallMark && headers.DestinationPort != service.Key.Port)
            return null;
        return service.Scheduler?.Pick(Request(headers, now));
    }

    private static SchedulingRequest Request(in PacketHeaders headers, uint now) =>
        new(headers.Source, headers.SourcePort, headers.Destination, headers.DestinationPort, now);

    private RealServer? PickPersistent(VirtualService service, in PacketHeaders headers, uint now, out int template)
    {
        TemplateKey key = KeyOf(service, headers);
        if (_templates.TryGetValue(key, out template))
        {
            RealServer? known = Rules.FindServer((int)_connections[template].ServerId);
            if (known is { IsAvailable: true } && !(Settings.ExpireQuiescentTemplate && known.Weight == 0))
                return known;
            // Its server is gone: the template no longer counts, but lives until its members are gone.
            _templates.Remove(key);
            _connections[template].VirtualPortRaw = ushort.MaxValue;
            template = 0;
        }

        RealServer? server = service.Scheduler?.Pick(Request(headers, now));
        if (server is null)
            return null;
        bool samePort = headers.DestinationPort == service.Key.Port && service.Key.Port != Ftp && !service.Key.IsFirewallMark;
        template = CreateTemplate(service, server, key, samePort ? server.Key.Port : (ushort)0, now);
        return server;
    }

    private static TemplateKey KeyOf(VirtualService service, in PacketHeaders headers)
    {
        ServiceSettings settings = service.Settings;
        InetAddress client = headers.Source;
        if (settings.PersistenceNetmask != 0 && client.IsV4)
            client = InetAddress.FromV4(client.Word(0) & settings.PersistenceNetmask);
        else if (settings.PersistencePrefixLength != 0)
            client = client.Mask(settings.PersistencePrefixLength);
        if (service.Key.IsFirewallMark)
        {
            InetAddress mark = service.Key.Family == InetFamily.V4
                ? InetAddress.FromV4(service.Key.FirewallMark)
                : InetAddress.FromRaw(BinaryPrimitives.ReverseEndianness(service.Key.FirewallMark), 0, InetFamily.V6);
            return new TemplateKey(Protocol.Ip, client, mark, 0, 0, 0);
        }

        ushort port = headers.DestinationPort == service.Key.Port && service.Key.Port != Ftp ? headers.DestinationPort : (ushort)0;
        return new TemplateKey((Protocol)headers.Protocol, client, headers.Destination, port, 0, 0);
    }

    /// <summary>No real server may take it: ICMP port unreachable, never a reset (ip_vs_leave).</summary>
    private void Refuse(ReadOnlySpan<byte> frame, in PacketHeaders headers, VirtualService service, uint ingress, int largest)
    {
        if (service.Key.Port == Ftp && headers.DestinationPort != Ftp)
        {
            DeliverWhole(frame, headers, ingress, largest);
            return;
        }

        Answer(frame, headers, IcmpErrorKind.PortUnreachable, 0, headers.Destination);
        Count(DirectorReason.RefuseNoServer);
    }

    private void ForwardOnce(
        ref PacketBuffer buffer, ref PacketHeaders headers, VirtualService service, RealServer server, ForwardingMethod method,
        ushort port, uint ingress, int largest)
    {
        _ = service;
        if (!TryFindHop(server.Key.Address, method, buffer.Frame, ingress, out NextHop hop)
            || (method != ForwardingMethod.Local && RefusesTimeToLive(buffer.Frame, headers, headers.Destination)))
            return;
        ServerSlot* counters = _tables.Servers + server.Id;
        ulong sequence = counters->Connections++;
        counters->Director.InPackets++;
        counters->Director.InBytes += (ulong)headers.TotalLength;
        ulong hash = TupleHash.Of(
            _tables.Settings->HashSeed, headers.Source, headers.Destination, Port(headers.SourcePort), Port(headers.DestinationPort),
            headers.Protocol);
        Forward(ref buffer, ref headers, method, server.Key.Address, Port(port), server.Settings.Tunnel, hop, hash, sequence, ingress,
            largest);
    }
}
