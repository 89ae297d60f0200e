using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp;

/// <summary>Keeps <c>addresses</c>: which addresses are virtual, and which are masqueraded real servers', counted by how many
/// services and servers make them so.</summary>
internal sealed class AddressTable(BpfHash<AddressEntryKey, uint> map)
{
    private readonly Dictionary<InetAddress, Reasons> _reasons = [];

    // What has changed since the bulk began, one or more times; null outside of one.
    private List<InetAddress>? _putOff;

    /// <summary>From now on changes are put off: a system call for each of a hundred thousand addresses takes a fifth
    /// of a second.</summary>
    /// <param name="addresses">How many may come.</param>
    internal void BeginBulk(int addresses)
    {
        _reasons.EnsureCapacity(_reasons.Count + addresses);
        _putOff ??= new List<InetAddress>(addresses);
    }

    /// <summary>Writes what was put off.</summary>
    /// <exception cref="LinuxException">The map took only some of it.</exception>
    internal void EndBulk()
    {
        List<InetAddress> changed = Interlocked.Exchange(ref _putOff, null) ?? [];
        List<AddressEntryKey> keys = new(changed.Count);
        List<uint> flags = new(changed.Count);
        foreach (InetAddress address in changed)
        {
            if (_reasons.TryGetValue(address, out Reasons reasons))
            {
                keys.Add(AddressEntryKey.Of(address));
                flags.Add(reasons.Flags);
            }
            else
            {
                map.Remove(AddressEntryKey.Of(address));
            }
        }

        map.Set(CollectionsMarshal.AsSpan(keys), CollectionsMarshal.AsSpan(flags));
    }

    /// <summary>One more reason for a flag.</summary>
    internal void Add(InetAddress address, uint flag)
    {
        ref Reasons reasons = ref CollectionsMarshal.GetValueRefOrAddDefault(_reasons, address, out _);
        uint before = reasons.Flags;
        reasons.Of(flag)++;
        if (reasons.Flags != before)
            Write(address, reasons.Flags);
    }

    /// <summary>One reason less.</summary>
    internal void Remove(InetAddress address, uint flag)
    {
        ref Reasons reasons = ref CollectionsMarshal.GetValueRefOrNullRef(_reasons, address);
        uint before = reasons.Flags;
        reasons.Of(flag)--;
        uint after = reasons.Flags;
        if (after == 0)
            _reasons.Remove(address);
        if (after != before)
            Write(address, after);
    }

    /// <summary>Removes what an earlier lvsd left and no rule asks for.</summary>
    internal void Prune()
    {
        HashSet<AddressEntryKey> wanted = [.. _reasons.Keys.Select(AddressEntryKey.Of)];
        foreach (AddressEntryKey key in map.Keys().Where(key => !wanted.Contains(key)))
            map.Remove(key);
    }

    private void Write(InetAddress address, uint flags)
    {
        if (_putOff is not null)
            _putOff.Add(address);
        else if (flags == 0)
            map.Remove(AddressEntryKey.Of(address));
        else
            map.Set(AddressEntryKey.Of(address), flags);
    }

    /// <summary>How many services and servers stand behind each flag of an address.</summary>
    private struct Reasons
    {
        private int _services;
        private int _servers;

        public readonly uint Flags =>
            (_services > 0 ? Abi.AddressVirtual : 0) | (_servers > 0 ? Abi.AddressServer : 0);

        [UnscopedRef]
        public ref int Of(uint flag) => ref flag == Abi.AddressVirtual ? ref _services : ref _servers;
    }
}
