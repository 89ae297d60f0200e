using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>New entries (ip_vs_conn_new).</summary>
internal sealed unsafe partial class ConnectionStore
{
    /// <summary>How long an entry lives before its protocol has said anything.</summary>
    private static readonly uint _firstTimeout = Ticks.FromSeconds(3);

    /// <summary>Enters a connection.</summary>
    /// <returns>Its slot, 0 when the table is full.</returns>
    public int Create(in Flow flow, in Assignment assignment, uint now)
    {
        // First of all: to make room the template's only other member may be ended, and with it a template that nobody goes by.
        if (assignment.Template != 0)
            _table[assignment.Template].Children++;
        int slot = TakeSlot(now);
        if (slot == 0)
        {
            Release(assignment.Template, now);
            return 0;
        }

        ref ConnectionSlot entry = ref _table[slot];
        Fill(ref entry, assignment.Service, assignment.Server, flow.Protocol, flow.Client, flow.Virtual, now);
        entry.ClientPort = flow.ClientPort;
        entry.VirtualPort = flow.VirtualPort;
        entry.ServerPort = assignment.Port;
        entry.MethodByte = (byte)assignment.Method;
        _table.PrefetchReply(entry);
        if (assignment.Method == ForwardingMethod.Masquerade)
            FillTranslation(ref entry, flow, assignment);
        else
            entry.StateWord = ConnectionSlot.NoOutput;
        if (assignment.Template != 0)
        {
            entry.FlagsByte |= (byte)SlotFlags.Controlled;
            entry.Control = (uint)assignment.Template;
        }

        _table.Publish(slot, SlotKind.Connection);
        if (!_table.TryIndex(slot))
        {
            _table.Retire(slot, now);
            Release(assignment.Template, now);
            return 0;
        }

        _countedActive[slot] = false;
        assignment.Server.ConnectionAdded(false);
        _tables.Servers[assignment.Server.Id].Connections++;
        Count++;
        return slot;
    }

    /// <summary>Enters a persistence template.</summary>
    /// <param name="service">The service.</param>
    /// <param name="server">The real server that its clients get.</param>
    /// <param name="key">Whom it is for.</param>
    /// <param name="port">The real server's port, 0 for the one asked for.</param>
    /// <param name="now">The time.</param>
    /// <returns>Its slot, 0 when the table is full.</returns>
    public int CreateTemplate(VirtualService service, RealServer server, in TemplateKey key, ushort port, uint now)
    {
        int slot = TakeSlot(now);
        if (slot == 0)
            return 0;
        ref ConnectionSlot entry = ref _table[slot];
        Fill(ref entry, service, server, key.Protocol, key.Client, key.Virtual, now);
        entry.VirtualPort = key.VirtualPort;
        entry.ServerPort = port;
        entry.MethodByte = (byte)server.Settings.Method;
        entry.EngineKey0 = key.Engine0;
        entry.EngineKey1 = key.Engine1;
        entry.Timeout = Ticks.FromSeconds(service.Settings.PersistenceTimeout);
        _table.Publish(slot, SlotKind.Template);
        _templates.Add(slot);
        server.TemplateAdded();
        TemplateCount++;
        _timers.Schedule(slot, now + entry.Timeout);
        return slot;
    }

    private static void FillTranslation(ref ConnectionSlot entry, in Flow flow, in Assignment assignment)
    {
        InetAddress server = assignment.Server.Key.Address;
        entry.InNetworkDelta = ChecksumDelta.Network(flow.Virtual, server);
        entry.InTransportDelta = ChecksumDelta.Transport(flow.Virtual, flow.VirtualPort, server, assignment.Port);
        entry.OutNetworkDelta = ChecksumDelta.Network(server, flow.Virtual);
        entry.OutTransportDelta = ChecksumDelta.Transport(server, assignment.Port, flow.Virtual, flow.VirtualPort);
        if (assignment.Port != flow.VirtualPort)
            entry.FlagsByte |= (byte)SlotFlags.Ports;
    }

    private static void Fill(
        ref ConnectionSlot entry, VirtualService service, RealServer server, Protocol protocol, in InetAddress client,
        in InetAddress address, uint now)
    {
        uint generation = entry.Generation + 1;
        entry = default;
        entry.Generation = generation;
        (entry.Client0, entry.Client1) = (client.RawFirst, client.RawSecond);
        (entry.Virtual0, entry.Virtual1) = (address.RawFirst, address.RawSecond);
        (entry.Server0, entry.Server1) = (server.Key.Address.RawFirst, server.Key.Address.RawSecond);
        entry.FamilyByte = (byte)client.Family;
        entry.ServerFamilyByte = (byte)server.Key.Address.Family;
        entry.ProtocolNumber = (byte)protocol;
        entry.Profile = entry.OutProfile = (ushort)ProfileTable.NumberFor(service);
        entry.ServerId = entry.OutServerId = (uint)server.Id;
        entry.ServiceId = (uint)service.Id;
        entry.FirewallMark = service.Key.FirewallMark;
        entry.Created = entry.InSeen = now;
        entry.Timeout = _firstTimeout;
    }
}
