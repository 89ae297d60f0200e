using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>The end of entries (ip_vs_conn_expire).</summary>
internal sealed unsafe partial class ConnectionStore
{
    /// <summary>How long a template goes on whose time is up while connections go by it.</summary>
    private static readonly uint _templateRetry = Ticks.FromSeconds(60);

    /// <summary>Ends what is due.</summary>
    public void Advance(uint now)
    {
        for (int slot = _timers.TakeDue(now); slot != 0; slot = _timers.TakeDue(now))
            Due(slot, now);
    }

    /// <summary>A template was used: its time begins anew.</summary>
    public void Touch(int template, uint now) => _table[template].InSeen = now;

    /// <summary>A template no longer says where to go, but lives until the connections that go by it are over
    /// (ip_vs_check_template).</summary>
    public void Invalidate(int template)
    {
        ref ConnectionSlot entry = ref _table[template];
        if ((entry.Flags & SlotFlags.Invalid) != 0)
            return;
        _templates.Remove(template);
        entry.FlagsByte |= (byte)SlotFlags.Invalid;
        entry.VirtualPortRaw = entry.ServerPortRaw = ushort.MaxValue; // what a listing of the kernel shows
    }

    /// <summary>Ends an entry at once; a template that connections go by ends with the last of them.</summary>
    /// <returns>False when there is no such entry.</returns>
    public bool Remove(int slot, uint now)
    {
        if (slot <= 0 || slot > Capacity || !IsLive(slot))
            return false;
        if (_table[slot].Kind == SlotKind.Template && _table[slot].Children > 0)
        {
            Invalidate(slot);
            _table[slot].Timeout = 0;
            return true;
        }

        Expire(slot, now);
        return true;
    }

    /// <summary>Ends an entry before its time, and its template with it when nobody was ever answered by it
    /// (ip_vs_conn_del).</summary>
    public void Drop(int slot, uint now)
    {
        int template = _table[slot].Kind == SlotKind.Connection ? (int)_table[slot].Control : 0;
        Expire(slot, now);
        if (template != 0 && _table[template] is { Kind: SlotKind.Template, Children: 0, StateWord: 0 })
            Expire(template, now);
    }

    /// <summary>Ends an entry that is live and controls nobody.</summary>
    public void Expire(int slot, uint now)
    {
        if (!IsLive(slot))
            return;
        ref ConnectionSlot entry = ref _table[slot];
        RealServer? server = _rules.FindServer((int)entry.ServerId);
        int control = 0;
        if (entry.Kind == SlotKind.Template)
        {
            _templates.Remove(slot);
            server?.TemplateRemoved();
            TemplateCount--;
        }
        else
        {
            control = (int)entry.Control;
            server?.ConnectionRemoved(_countedActive[slot]);
            Count--;
        }

        _timers.Remove(slot);
        _table.Retire(slot, now);
        if (control != 0)
            Release(control, now);
    }

    private bool IsLive(int slot) => _table[slot].Kind is SlotKind.Connection or SlotKind.Template;

    private void Due(int slot, uint now)
    {
        ref ConnectionSlot entry = ref _table[slot];
        uint due = Due(entry);
        if (Ticks.Since(now, due) < 0)
        {
            _timers.Schedule(slot, due);
            return;
        }

        if (entry.Kind == SlotKind.Template && entry.Children > 0)
        {
            entry.InSeen = now;
            if (entry.Timeout != 0)
                entry.Timeout = _templateRetry;
            _timers.Schedule(slot, now + _templateRetry);
            return;
        }

        Expire(slot, now);
    }

    /// <summary>One connection less goes by a template.</summary>
    private void Release(int template, uint now)
    {
        ref ConnectionSlot entry = ref _table[template];
        if (entry.Kind != SlotKind.Template || entry.Children == 0)
            return;
        entry.Children--;
        if (entry.Children == 0 && entry.Timeout == 0)
            Expire(template, now);
    }
}
