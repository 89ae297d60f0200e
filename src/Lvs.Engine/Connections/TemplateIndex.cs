using System.Numerics;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>
/// Finds persistence templates by their key: chains of slots, all memory taken at the start, so that a new template allocates
/// nothing. The XDP program knows nothing of templates.
/// </summary>
internal sealed unsafe class TemplateIndex
{
    private readonly ConnectionSlot* _slots;
    private readonly ulong _seed;
    private readonly int[] _heads;
    private readonly int[] _next;

    /// <param name="slots">The connection table, slot 0 unused.</param>
    /// <param name="capacity">How many slots there are.</param>
    /// <param name="seed">Keeps clients from choosing who shares a chain with whom.</param>
    public TemplateIndex(ConnectionSlot* slots, int capacity, ulong seed)
    {
        _slots = slots;
        _seed = seed;
        _heads = new int[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _next = new int[capacity + 1];
    }

    /// <summary>The slot of a template, 0 when there is none.</summary>
    public int Find(in TemplateKey key)
    {
        int slot = _heads[Chain(key)];
        while (slot != 0 && TemplateKey.Of(_slots[slot]) != key)
            slot = _next[slot];
        return slot;
    }

    /// <summary>Puts a filled template in front of its chain: it is found from now on.</summary>
    public void Add(int slot)
    {
        ref int head = ref _heads[Chain(TemplateKey.Of(_slots[slot]))];
        _next[slot] = head;
        head = slot;
    }

    /// <summary>Takes a template out.</summary>
    /// <returns>False when it was not in.</returns>
    public bool Remove(int slot)
    {
        ref int link = ref _heads[Chain(TemplateKey.Of(_slots[slot]))];
        while (link != 0 && link != slot)
            link = ref _next[link];
        if (link == 0)
            return false;
        link = _next[slot];
        _next[slot] = 0;
        return true;
    }

    private int Chain(in TemplateKey key) => (int)(key.Hash(_seed) & (ulong)(_heads.Length - 1));
}
