using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp;

/// <summary>Keeps <c>addresses</c>: which addresses are virtual, and which are masqueraded real servers', counted by how many
/// services and servers make them so.</summary>
internal sealed class AddressTable(BpfHash<AddressEntryKey, uint> map)
{
    private readonly Dictionary<(InetAddress Address, uint Flag), int> _counts = [];

    /// <summary>One more reason for a flag.</summary>
    internal void Add(InetAddress address, uint flag)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (address, flag), out _);
        if (count++ == 0)
            Write(address);
    }

    /// <summary>One reason less.</summary>
    internal void Remove(InetAddress address, uint flag)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (address, flag), out _);
        if (--count > 0)
            return;
        _counts.Remove((address, flag));
        Write(address);
    }

    /// <summary>Removes what an earlier lvsd left and no rule asks for.</summary>
    internal void Prune()
    {
        HashSet<AddressEntryKey> wanted = [.. _counts.Keys.Select(static key => AddressEntryKey.Of(key.Address))];
        foreach (AddressEntryKey key in map.Keys().Where(key => !wanted.Contains(key)))
            map.Remove(key);
    }

    private void Write(InetAddress address)
    {
        uint flags = (_counts.ContainsKey((address, Abi.AddressVirtual)) ? Abi.AddressVirtual : 0)
            | (_counts.ContainsKey((address, Abi.AddressServer)) ? Abi.AddressServer : 0);
        if (flags == 0)
            map.Remove(AddressEntryKey.Of(address));
        else
            map.Set(AddressEntryKey.Of(address), flags);
    }
}
