using System.Collections;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>Writes the rules into the shared tables, as far as the XDP program must know them.</summary>
internal sealed class RuleTables : IDataPlane
{
    private const ushort FtpPort = 21;

    private readonly BpfHash<ServiceEntryKey, ServiceEntry> _services;
    private readonly MappedArray<SettingsSlot> _settings;
    private readonly AddressTable _addresses;
    private readonly MarkTables _marks;
    private readonly HashSet<ServiceKey> _published = [];
    private readonly BitArray _masqueraded;
    private int _ftpServices;

    internal RuleTables(DataPlane plane, NextHopTable nextHops)
    {
        _services = plane.Hash<ServiceEntryKey, ServiceEntry>(MapNames.Services);
        _settings = plane.Array<SettingsSlot>(MapNames.Settings);
        _addresses = new AddressTable(plane.Hash<AddressEntryKey, uint>(MapNames.Addresses));
        _marks = new MarkTables(
            plane.Trie<Mark4Prefix, MarkRanges>(MapNames.Marks4), plane.Trie<Mark6Prefix, MarkRanges>(MapNames.Marks6));
        MappedArray<ServerSlot> servers = plane.Array<ServerSlot>(MapNames.Servers);
        Servers = new ServerTable(servers, nextHops);
        _masqueraded = new BitArray(servers.Length);
    }

    /// <summary>The real servers' part.</summary>
    internal ServerTable Servers { get; }

    /// <inheritdoc/>
    public void BeginBulk(int services, int servers)
    {
        _published.EnsureCapacity(_published.Count + services);
        _addresses.BeginBulk(services + servers);
        Servers.Expect(servers);
    }

    /// <inheritdoc/>
    public void EndBulk() => _addresses.EndBulk();

    /// <inheritdoc/>
    public void ServicePublished(VirtualService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (service.Key.IsFirewallMark)
            return; // the classifier's networks stand for it
        if (_published.Add(service.Key))
        {
            _addresses.Add(service.Key.Address, Abi.AddressVirtual);
            CountFtp(service.Key, 1);
        }

        _services.Set(ServiceEntryKey.Of(service.Key), new ServiceEntry((uint)service.Id, 0));
    }

    /// <inheritdoc/>
    public void ServiceWithdrawn(VirtualService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!_published.Remove(service.Key))
            return;
        _services.Remove(ServiceEntryKey.Of(service.Key));
        _addresses.Remove(service.Key.Address, Abi.AddressVirtual);
        CountFtp(service.Key, -1);
    }

    /// <inheritdoc/>
    public void ServerPublished(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        SetMasqueraded(server, server.Settings.Method == ForwardingMethod.Masquerade);
        Servers.Publish(server);
    }

    /// <inheritdoc/>
    public void ServerWithdrawn(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Servers.Withdraw(server); // its address stays known: ICMP errors about its connections still come
    }

    /// <inheritdoc/>
    public void ServerForgotten(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        SetMasqueraded(server, false);
        Servers.Forget(server);
    }

    /// <inheritdoc/>
    public void MarksChanged(IReadOnlyList<MarkRule> rules)
    {
        (bool v4, bool v6) = _marks.Replace(rules);
        SetFlag(Abi.SetMarks4, v4);
        SetFlag(Abi.SetMarks6, v6);
    }

    /// <summary>After the rules were restored: removes what an earlier lvsd left in the tables and no rule asks for.</summary>
    internal void Prune()
    {
        HashSet<ServiceEntryKey> wanted = [.. _published.Select(ServiceEntryKey.Of)];
        foreach (ServiceEntryKey key in _services.Keys().Where(key => !wanted.Contains(key)))
            _services.Remove(key);
        _addresses.Prune();
        SetFlag(Abi.SetFtpFallback, _ftpServices != 0);
    }

    private void SetMasqueraded(RealServer server, bool masqueraded)
    {
        if (_masqueraded[server.Id] == masqueraded)
            return;
        _masqueraded[server.Id] = masqueraded;
        if (masqueraded)
            _addresses.Add(server.Key.Address, Abi.AddressServer);
        else
            _addresses.Remove(server.Key.Address, Abi.AddressServer);
    }

    private void CountFtp(ServiceKey key, int change)
    {
        if (key is not { Protocol: Protocol.Tcp, Port: FtpPort })
            return;
        _ftpServices += change;
        SetFlag(Abi.SetFtpFallback, _ftpServices != 0);
    }

    // Others own the other bits of the word.
    private void SetFlag(uint flag, bool on)
    {
        ref uint flags = ref _settings[0].Flags;
        if (on)
            Interlocked.Or(ref flags, flag);
        else
            Interlocked.And(ref flags, ~flag);
    }
}
