namespace Lvs.Engine.Directing;

/// <summary>Which defences are on (update_defense_level), as the settings and the memory left say.</summary>
internal sealed class Defences
{
    private int _rate;
    private int _untilDrop;

    /// <summary>drop_entry is on.</summary>
    public bool DropsEntries { get; private set; }

    /// <summary>secure_tcp is on.</summary>
    public bool SecuresTcp { get; private set; }

    /// <summary>Looks at the levels and the memory; once a second, and when settings change.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="availablePages">Free memory, in pages.</param>
    /// <returns>True when secure_tcp went on or off.</returns>
    public bool Update(DirectorSettings settings, long availablePages)
    {
        bool isShort = availablePages < settings.MemoryThreshold;
        DropsEntries = IsOn(settings.DropEntry, isShort);
        SetRate(settings, isShort, availablePages);
        bool secured = SecuresTcp;
        SecuresTcp = IsOn(settings.SecureTcp, isShort);
        return secured != SecuresTcp;
    }

    /// <summary>drop_packet: true for the first packets that are to be dropped.</summary>
    public bool DropsPacket()
    {
        if (_rate == 0 || --_untilDrop > 0)
            return false;
        _untilDrop = _rate;
        return true;
    }

    private static bool IsOn(DefenceLevel level, bool isShort) =>
        level == DefenceLevel.Always || (level != DefenceLevel.Never && isShort);

    private void SetRate(DirectorSettings settings, bool isShort, long availablePages)
    {
        if (settings.DropPacket == DefenceLevel.Always)
        {
            _rate = settings.DropRate;
        }
        else if (settings.DropPacket != DefenceLevel.Never && isShort)
        {
            // The less is left the more is dropped: every packet once nothing is.
            _rate = _untilDrop = (int)(settings.MemoryThreshold / (settings.MemoryThreshold - availablePages));
        }
        else
        {
            _rate = 0;
        }
    }
}
