using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine;

/// <summary>Entries of the table: made, ended, aged, adopted.</summary>
public sealed unsafe partial class Director
{
    private static readonly uint _templateRetry = Ticks.FromSeconds(60);

    /// <summary>Runs what is due.</summary>
    /// <param name="now">The time, in ticks.</param>
    /// <returns>When to call again at the latest, as a duration in ticks.</returns>
    public uint Advance(uint now)
    {
        for (int slot = _timers.TakeDue(now); slot != 0; slot = _timers.TakeDue(now))
            Due(slot, now);
        if (Ticks.Since(now, _nextTidy) >= 0)
        {
            _nextTidy = now + Ticks.FromSeconds(5);
            Rules.Maintain(now);
            Rules.Purge(now);
            _reassembler.Expire(now);
        }

        if (Ticks.Since(now, _nextSecond) >= 0)
        {
            _nextSecond = now + Ticks.FromSeconds(1);
            RecountLostEvents();
            if (Settings.DropEntry)
                Defend(now);
        }

        return TimerWheel.Period;
    }

    /// <summary>Takes over what an earlier director left in the tables: slots, templates, counts, timers; and mends the index.
    /// To be called once, when the rules are back.</summary>
    /// <param name="now">The time, in ticks.</param>
    public void Adopt(uint now)
    {
        _connections.Reset();
        for (int slot = _connections.Capacity; slot > 0; slot--)
        {
            ref ConnectionSlot entry = ref _connections[slot];
            bool live = entry.Kind is SlotKind.Connection or SlotKind.Template;
            RealServer? server = live ? Rules.FindServer((int)entry.ServerId) : null;
            if (live && server is null)
                entry.KindByte = (byte)SlotKind.Free;
            if (!_connections.Adopt(slot) || server is null)
                continue;
            if (entry.Kind == SlotKind.Template)
            {
                entry.Children = 0;
                server.TemplateAdded();
                _templates.TryAdd(new TemplateKey(entry.Protocol, entry.Client, entry.Virtual, Port(entry.VirtualPortRaw), entry.EngineKey0, entry.EngineKey1), slot);
            }
            else
            {
                _connections.EnsureIndexed(slot);
                _countedActive[slot] = ConnectionStepper.IsActive(entry, _tables.Profiles);
                server.ConnectionAdded(_countedActive[slot]);
                ConnectionCount++;
            }

            _timers.Schedule(slot, LastSeen(entry) + entry.Timeout);
        }

        for (int slot = 1; slot <= _connections.Capacity; slot++)
        {
            ref ConnectionSlot entry = ref _connections[slot];
            if (entry.Kind != SlotKind.Connection || entry.Control == 0)
                continue;
            if (entry.Control <= (uint)_connections.Capacity && _connections[(int)entry.Control].Kind == SlotKind.Template)
                _connections[(int)entry.Control].Children++;
            else
                entry.Control = 0;
        }
    }

    /// <summary>Ends an entry at once, a template with those that it controls still alive only when they are gone.</summary>
    public bool Remove(int slot, uint now)
    {
        if (slot <= 0 || slot > _connections.Capacity || _connections[slot].Kind is not (SlotKind.Connection or SlotKind.Template))
            return false;
        Expire(slot, now);
        return true;
    }

    private int TakeSlot(uint now)
    {
        if (_connections.Available <= _connections.Reserve)
            MakeRoom(now);
        return _connections.Take(now);
    }

    /// <summary>The table is full: what drop_entry would drop first, then what is closed or waits out its end, the nearest to its
    /// end first.</summary>
    private void MakeRoom(uint now)
    {
        int victim = _timers.FindFirst(slot => IsDroppable(_connections[slot], now), 256);
        if (victim == 0)
            victim = _timers.FindFirst(slot => IsClosed(_connections[slot]), 4096);
        if (victim == 0)
            return;
        Count(DirectorReason.EvictEntry);
        Expire(victim, now);
    }

    private static bool IsDroppable(in ConnectionSlot entry, uint now) =>
        entry.Kind == SlotKind.Connection && entry.Protocol == Protocol.Tcp
        && (TcpState)entry.State is TcpState.SynReceived or TcpState.SynAck && Ticks.Since(now, entry.Created) >= (int)_templateRetry;

    private static bool IsClosed(in ConnectionSlot entry) =>
        entry.Kind == SlotKind.Connection && entry.Protocol switch
        {
            Protocol.Tcp => (TcpState)entry.State is TcpState.None or TcpState.Close or TcpState.TimeWait or TcpState.FinWait or TcpState.LastAck or TcpState.CloseWait,
            Protocol.Sctp => entry.State is 0 or 12 or 13,
            _ => false,
        };

    private int Create(
        VirtualService service, RealServer server, ForwardingMethod method, in PacketHeaders headers, ushort port, int template, uint now)
    {
        int slot = TakeSlot(now);
        if (slot == 0)
            return 0;
        ref ConnectionSlot entry = ref _connections[slot];
        Fill(ref entry, service, server, (Protocol)headers.Protocol, headers.Source, headers.Destination, now);
        entry.ClientPortRaw = Port(headers.SourcePort);
        entry.VirtualPortRaw = Port(headers.DestinationPort);
        entry.ServerPortRaw = Port(port);
        entry.MethodByte = (byte)method;
        entry.StateWord = method == ForwardingMethod.Masquerade ? 0 : ConnectionSlot.NoOutput;
        if (method == ForwardingMethod.Masquerade)
        {
            InetAddress from = headers.Destination;
            entry.InNetworkDelta = ChecksumDelta.Network(from, server.Key.Address);
            entry.InTransportDelta = ChecksumDelta.Transport(from, headers.DestinationPort, server.Key.Address, port);
            entry.OutNetworkDelta = ChecksumDelta.Network(server.Key.Address, from);
            entry.OutTransportDelta = ChecksumDelta.Transport(server.Key.Address, port, from, headers.DestinationPort);
            if (port != headers.DestinationPort)
                entry.FlagsByte |= (byte)SlotFlags.Ports;
        }

        if (template != 0)
        {
            entry.FlagsByte |= (byte)SlotFlags.Controlled;
            entry.Control = (uint)template;
        }

        _connections.Publish(slot, SlotKind.Connection);
        if (!_connections.TryIndex(slot))
        {
            entry.KindByte = 0;
            _connections.Return(slot);
            return 0;
        }

        if (template != 0)
            _connections[template].Children++;
        _countedActive[slot] = false;
        server.ConnectionAdded(false);
        ConnectionCount++;
        return slot;
    }

    private int CreateTemplate(VirtualService service, RealServer server, in TemplateKey key, ushort port, uint now)
    {
        int slot = TakeSlot(now);
        if (slot == 0)
            return 0;
        ref ConnectionSlot entry = ref _connections[slot];
        Fill(ref entry, service, server, key.Protocol, key.Client, key.Virtual, now);
        entry.VirtualPortRaw = Port(key.VirtualPort);
        entry.ServerPortRaw = Port(port);
        entry.MethodByte = (byte)server.Settings.Method;
        entry.EngineKey0 = key.Engine0;
        entry.EngineKey1 = key.Engine1;
        entry.Timeout = Ticks.FromSeconds(service.Settings.PersistenceTimeout);
        _connections.Publish(slot, SlotKind.Template);
        _templates[key] = slot;
        server.TemplateAdded();
        _timers.Schedule(slot, now + entry.Timeout);
        return slot;
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
        entry.Profile = entry.OutProfile = (ushort)ProfileOf(service);
        entry.ServerId = entry.OutServerId = (uint)server.Id;
        entry.ServiceId = (uint)service.Id;
        entry.FirewallMark = service.Key.FirewallMark;
        entry.Created = entry.InSeen = now;
        entry.Timeout = Ticks.FromSeconds(3);
    }

    private void Due(int slot, uint now)
    {
        ref ConnectionSlot entry = ref _connections[slot];
        uint due = LastSeen(entry) + entry.Timeout;
        if (Ticks.Since(now, due) < 0)
        {
            _timers.Schedule(slot, due);
            return;
        }

        if (entry.Kind == SlotKind.Template && entry.Children > 0)
        {
            entry.InSeen = now;
            entry.Timeout = _templateRetry;
            _timers.Schedule(slot, now + _templateRetry);
            return;
        }

        Expire(slot, now);
    }

    private void Expire(int slot, uint now)
    {
        ref ConnectionSlot entry = ref _connections[slot];
        RealServer? server = Rules.FindServer((int)entry.ServerId);
        if (entry.Kind == SlotKind.Template)
        {
            TemplateKey key = new(entry.Protocol, entry.Client, entry.Virtual, Port(entry.VirtualPortRaw), entry.EngineKey0, entry.EngineKey1);
            if (_templates.TryGetValue(key, out int known) && known == slot)
                _templates.Remove(key);
            server?.TemplateRemoved();
        }
        else
        {
            if (entry.Control != 0 && _connections[(int)entry.Control] is { Kind: SlotKind.Template, Children: > 0 })
                ReleaseTemplate((int)entry.Control, now);
            server?.ConnectionRemoved(_countedActive[slot]);
            ConnectionCount--;
        }

        _timers.Remove(slot);
        _connections.Retire(slot, now);
    }

    /// <summary>One member less; a template whose server is gone goes with its last one (ip_vs_control_del).</summary>
    private void ReleaseTemplate(int template, uint now)
    {
        ref ConnectionSlot entry = ref _connections[template];
        entry.Children--;
        if (entry.Children == 0 && entry.VirtualPortRaw == ushort.MaxValue)
            Expire(template, now);
    }

    private ulong _eventsLost;

    private void RecountLostEvents()
    {
        ulong lost = Volatile.Read(ref _tables.Settings->EventsLost);
        if (lost == _eventsLost)
            return;
        _eventsLost = lost;
        for (int slot = 1; slot <= _connections.Capacity; slot++)
        {
            if (_connections[slot].Kind != SlotKind.Connection)
                continue;
            UpdateActive(slot);
            _timers.Schedule(slot, LastSeen(_connections[slot]) + _connections[slot].Timeout);
        }
    }

    private int _defenceCursor = 1;

    /// <summary>drop_entry: looks at a part of the table and ends half-open entries that are older than a minute.</summary>
    private void Defend(uint now)
    {
        int most = Math.Max(1, _connections.Capacity / 32);
        for (int i = 0; i < most; i++)
        {
            int slot = _defenceCursor;
            _defenceCursor = slot == _connections.Capacity ? 1 : slot + 1;
            if (!IsDroppable(_connections[slot], now))
                continue;
            Count(DirectorReason.DropEntryDefence);
            Expire(slot, now);
        }
    }
}
