using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>Keeps <c>servers</c>: where the packets to each real server leave, as routes, neighbours and links change.</summary>
internal sealed unsafe class ServerTable
{
    private readonly MappedArray<ServerSlot> _slots;
    private readonly NextHopTable _nextHops;
    private readonly Dictionary<int, RealServer> _servers = [];
    private readonly Dictionary<InetAddress, List<RealServer>> _byAddress = [];

    internal ServerTable(MappedArray<ServerSlot> slots, NextHopTable nextHops)
    {
        _slots = slots;
        _nextHops = nextHops;
    }

    /// <summary>IPVS's expire_nodest_conn: connections of removed servers are ended, those of quiescent ones at their next SYN.</summary>
    internal bool ExpireWithoutDestination { get; private set; }

    /// <summary>The ways to new servers are asked for later, by <see cref="NextHopTable.Maintain"/>: until then the XDP program sends
    /// their packets up. A hundred thousand servers need a second for it, in which no packet would be looked at.</summary>
    internal bool AsksLater { get; set; }

    /// <summary>Changes <see cref="ExpireWithoutDestination"/> for all servers.</summary>
    internal void SetExpireWithoutDestination(bool expire)
    {
        ExpireWithoutDestination = expire;
        foreach (RealServer server in _servers.Values)
            Write(server);
    }

    /// <summary>Fills a server's slot and keeps it right from now on; again after every edit.</summary>
    internal void Publish(RealServer server)
    {
        if (_servers.TryAdd(server.Id, server))
        {
            InetAddress address = server.Key.Address;
            if (!_byAddress.TryGetValue(address, out List<RealServer>? same))
                _byAddress.Add(address, same = []);
            same.Add(server);
            _nextHops.Watch(address, AsksLater);
        }

        Write(server);
    }

    /// <summary>Marks a server as removed; its connections may still be there.</summary>
    internal void Withdraw(RealServer server) => Publish(server);

    /// <summary>Clears a server's slot: its number may be another's soon.</summary>
    internal void Forget(RealServer server)
    {
        if (!_servers.Remove(server.Id))
            return;
        InetAddress address = server.Key.Address;
        List<RealServer> same = _byAddress[address];
        same.RemoveAll(other => other.Id == server.Id);
        if (same.Count == 0)
            _byAddress.Remove(address);
        _nextHops.Unwatch(address);
        ref ServerSlot slot = ref _slots[server.Id];
        Volatile.Write(ref slot.Flags, 0);
        MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref slot, 1))[..64].Clear();
    }

    /// <summary>The way to an address is another than before.</summary>
    internal void Refresh(InetAddress address)
    {
        if (!_byAddress.TryGetValue(address, out List<RealServer>? servers))
            return;
        foreach (RealServer server in servers)
            Write(server);
    }

    private void Write(RealServer server)
    {
        ref ServerSlot slot = ref _slots[server.Id];
        NextHopState state = _nextHops.Peek(server.Key.Address, out NextHop hop);
        uint flags = Flags(server, state, hop);

        // While the flags are clear the XDP program sends packets up instead of reading what is being written.
        Volatile.Write(ref slot.Flags, 0);
        fixed (ServerSlot* pointer = &slot)
        {
            TunnelOptions tunnel = server.Settings.Tunnel;
            pointer->Family = (byte)server.Key.Address.Family;
            server.Key.Address.WritePadded(new Span<byte>(pointer->Address, 16));
            pointer->TunnelType = (byte)tunnel.Type;
            pointer->TunnelChecksum = (byte)tunnel.Checksum;
            pointer->TunnelPort = BinaryPrimitives.ReverseEndianness(tunnel.Port);
            bool known = state == NextHopState.Resolved;
            pointer->Ifindex = known ? hop.InterfaceIndex : 0;
            pointer->Mtu = known ? hop.Mtu : (ushort)0;
            pointer->Vlan = known ? hop.Vlan : (ushort)0;
            (known ? hop.Source : MacAddress.None).Write(new Span<byte>(pointer->SourceMac, 6));
            (known ? hop.Destination : MacAddress.None).Write(new Span<byte>(pointer->DestinationMac, 6));
            hop.LocalAddress.WritePadded(new Span<byte>(pointer->TunnelSource, 16));
        }

        Volatile.Write(ref slot.Flags, flags);
    }

    private uint Flags(RealServer server, NextHopState state, in NextHop hop)
    {
        uint flags = state switch
        {
            NextHopState.Local => Abi.ServerLocal,
            NextHopState.Resolved => hop.CanRedirect ? Abi.ServerReady : Abi.ServerReady | Abi.ServerPunt,
            _ => 0,
        };
        if (!server.IsAvailable)
            flags |= ExpireWithoutDestination ? Abi.ServerNoDestination : Abi.ServerGone;
        else if (ExpireWithoutDestination && server.Settings.Weight == 0)
            flags |= Abi.ServerQuiet;
        return flags;
    }
}
