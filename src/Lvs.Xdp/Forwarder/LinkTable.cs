using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;
using Lvs.Xdp.Netlink;

namespace Lvs.Xdp;

/// <summary>
/// Keeps <c>links</c>, the program and the AF_XDP sockets in step with the host's interfaces: as they come, go, and change MAC
/// address, MTU or the number of their queues. One thread uses it.
/// </summary>
internal sealed unsafe class LinkTable
{
    private readonly DataPlane _plane;
    private readonly MappedArray<LinkSlot> _slots;
    private readonly XskPorts _ports;
    private readonly NetlinkWatcher _watcher;
    private readonly FrameSink _sink;
    private readonly HashSet<string> _names;
    private readonly int _largestMtu;
    private readonly Dictionary<uint, XdpAttachment> _attached = [];
    private readonly HashSet<uint> _tooLarge = []; // those with an MTU above _largestMtu, which has been told
    private readonly Action<Notice> _notify;

    internal LinkTable(
        DataPlane plane, XskPorts ports, NetlinkWatcher watcher, FrameSink sink, IReadOnlyList<string> names, int largestMtu,
        Action<Notice> notify)
    {
        _plane = plane;
        _slots = plane.Array<LinkSlot>(MapNames.Links);
        _ports = ports;
        _watcher = watcher;
        _sink = sink;
        _names = [.. names];
        _largestMtu = largestMtu;
        _notify = notify;
    }

    /// <summary>Where the director works.</summary>
    internal IReadOnlyCollection<XdpAttachment> Attached => _attached.Values;

    /// <summary>The interfaces to work on of those that are there.</summary>
    internal static List<LinkInfo> Choose(NetlinkWatcher watcher, IReadOnlyCollection<string> names) => names.Count != 0
        ? [.. watcher.Links.Values.Where(link => names.Contains(link.Name))]
        : [.. DefaultInterfaces.Choose(watcher.Links.Values, watcher.Addresses)];

    /// <summary>Those and what may come to them.</summary>
    internal static IReadOnlyList<LinkInfo> Expect(NetlinkWatcher watcher, IReadOnlyCollection<string> names) => names.Count != 0
        ? Choose(watcher, names)
        : DefaultInterfaces.Expect(watcher.Links.Values, watcher.Addresses);

    /// <summary>Brings everything into the state of the host as it is: at start.</summary>
    /// <exception cref="DataPlaneException">A named interface is not there, or one cannot be attached to; what was attached by this
    /// call is off again.</exception>
    internal void Start()
    {
        for (int index = 0; index < _slots.Length; index++)
        {
            if (_slots[index].Flags != 0 && !_watcher.Links.ContainsKey((uint)index))
                _slots[index] = default; // of an interface that went while no lvsd ran
        }

        List<LinkInfo> wanted = Wanted();
        try
        {
            foreach (string name in _names.Where(name => wanted.All(link => link.Name != name)))
                throw NetworkInterfaces.NotFound(name, null);
            foreach (LinkInfo link in wanted)
                Attach(link);
        }
        catch
        {
            foreach (XdpAttachment attachment in _attached.Values.Where(static attachment => !attachment.Adopted))
                _plane.Detach(attachment.InterfaceIndex);
            throw;
        }

        foreach (XdpAttachment other in _plane.Attachments.Where(other => !_attached.ContainsKey(other.InterfaceIndex)))
        {
            _plane.Detach(other.InterfaceIndex);
            _notify(new Notice(
                $"The XDP program was taken off interface '{other.InterfaceName}', which is not asked for any more.", IsWarning: false));
        }

        foreach (LinkInfo link in _watcher.Links.Values)
            Write(link);
    }

    /// <summary>Follows what changed. Failures are told and survived: the other interfaces work on.</summary>
    internal void Apply(NetworkChanges changes)
    {
        foreach (LinkChange change in changes.Links)
        {
            if (change.After == null)
                Gone(change.Before!);
        }

        if (changes.Links.Count == 0 && (changes.Addresses.Count == 0 || _names.Count != 0))
            return;
        foreach (LinkInfo link in Wanted())
        {
            try
            {
                Attach(link);
            }
            catch (DataPlaneException error)
            {
                _notify(new Notice($"{error.Message} {error.Remedy}", Error: error));
            }
        }

        // What is said of a VLAN device depends on the one below, too.
        HashSet<uint> changed = [.. changes.Links.Select(static change => change.Index)];
        foreach (LinkInfo link in _watcher.Links.Values)
        {
            if (changed.Contains(link.Index) || (link.VlanId != 0 && changed.Contains(link.Parent)))
                Write(link);
        }
    }

    private List<LinkInfo> Wanted() => Choose(_watcher, _names);

    // Also for one that is attached already: the number of its queues may have changed.
    private void Attach(LinkInfo link)
    {
        bool first = !_attached.TryGetValue(link.Index, out XdpAttachment? attachment);
        if (first)
            attachment = _plane.Attach(link.Name);
        try
        {
            _ports.Open(link.Index, link.Name, link.ReceiveQueues, attachment!.Mode == XdpMode.Native);
        }
        catch when (first && !attachment!.Adopted)
        {
            _plane.Detach(link.Index);
            throw;
        }

        _attached[link.Index] = attachment;
        _sink.SetGeneric(link.Index, attachment.Mode == XdpMode.Generic);
        Write(link);
        _ports.ForgetMoved(link.Index);
        if (first)
        {
            _notify(new Notice(
                $"Working on interface '{link.Name}' ({attachment.Mode.ToString().ToLowerInvariant()} XDP, {link.ReceiveQueues} queues).",
                IsWarning: attachment.Mode == XdpMode.Generic));
        }

        if (link.Mtu <= _largestMtu)
        {
            _tooLarge.Remove(link.Index);
        }
        else if (_tooLarge.Add(link.Index))
        {
            _notify(new Notice(
                $"Interface '{link.Name}' has an MTU of {link.Mtu}: established connections use all of it, but a packet of more than "
                + $"{_largestMtu} bytes that lvsd must decide on, such as a large first datagram, is dropped."));
        }
    }

    private void Gone(LinkInfo link)
    {
        if (link.Index < _slots.MaxEntries)
            _slots[(int)link.Index] = default;
        _ports.Close(link.Index);
        _sink.SetGeneric(link.Index, false);
        if (!_attached.Remove(link.Index))
            return;
        _tooLarge.Remove(link.Index);
        _plane.Detach(link.Index);
        _notify(new Notice($"Interface '{link.Name}' is gone."));
    }

    private void Write(LinkInfo link)
    {
        if (link.Index >= _slots.MaxEntries)
        {
            _notify(new Notice(
                $"Interface '{link.Name}' has number {link.Index}; XDP cannot work with numbers from {_slots.MaxEntries} on."));
            return;
        }

        LinkInfo device = link.VlanId != 0 && _watcher.Links.TryGetValue(link.Parent, out LinkInfo? parent) ? parent : link;
        XskQueues queues = _ports.QueuesOf(link.Index);
        fixed (LinkSlot* slot = &_slots[(int)link.Index])
        {
            slot->RedirectIfindex = device.Index;
            slot->Vlan = link.VlanId;
            slot->Mtu = (ushort)Math.Min(link.Mtu, ushort.MaxValue);
            link.Mac.Write(new Span<byte>(slot->Mac, 6));

            // A packet in between may be sent to a key that has no socket; the program drops it then, and its sender repeats it.
            // The old sockets' keys stay until this is written, so that it is one packet and not a second's worth.
            Volatile.Write(ref slot->XskBase, queues.Base);
            Volatile.Write(ref slot->Queues, queues.Count);
            Volatile.Write(ref slot->Flags, Abi.LinkKnown | (device.CanRedirect ? Abi.LinkRedirect : 0));
        }
    }
}
