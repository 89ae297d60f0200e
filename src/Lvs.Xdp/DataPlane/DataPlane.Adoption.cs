using Lvs.Engine.Tables;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>What an earlier lvsd left, and its removal.</summary>
public sealed partial class DataPlane
{
    /// <summary>Takes everything down that lvsd ever left below the directory: the programs off their interfaces, all pins, the
    /// directory, and bpffs when lvsd had mounted it. Works without a running lvsd and on half of it.</summary>
    /// <param name="pinDirectory">As in <see cref="DataPlaneOptions.PinDirectory"/>.</param>
    /// <returns>False when there was nothing.</returns>
    /// <exception cref="DataPlaneException">A running lvsd holds it, or something foreign is pinned there; nothing was removed.</exception>
    public static bool Remove(string pinDirectory)
    {
        Privileges.Require();
        using PinDirectory? directory = PinDirectory.OpenExisting(pinDirectory);
        if (directory == null)
            return false;
        PinnedTables.RefuseForeign(directory);
        PinnedTables.RemoveAll(directory);
        directory.RemoveDirectory();
        return true;
    }

    private void ReadSizes(TableSizes asked)
    {
        SettingsSlot settings = Array<SettingsSlot>(MapNames.Settings)[0];
        var pinned = new TableSizes(settings.Capacity, settings.IndexMask + 1, settings.MaxServers, settings.Cpus);
        foreach (string name in _fds.Keys)
        {
            uint entries = pinned.EntriesOf(name);
            uint actual = Maps.MapDefinition.Of(_fds[name].Value).MaxEntries;
            if (entries != 0 && entries != actual)
                throw PinnedTables.Broken(_directory.Path, $"'{name}' has {actual} entries, and 'settings' says {entries}");
        }

        (Capacity, MaxServers, Cpus) = ((int)pinned.Capacity, (int)pinned.Servers, (int)pinned.Cpus);
        Compare("connections", pinned.Capacity - 1, asked.Capacity - 1);
        Compare("real servers", pinned.Servers - 1, asked.Servers - 1);
    }

    private void Compare(string what, uint pinned, uint asked)
    {
        if (pinned == asked)
            return;
        _notices.Add(
            $"The tables in {PinPath} have room for {pinned} {what} and keep it; to have {asked}, "
            + "take the data plane down with 'lvsd --detach' first.");
    }

    private void TakeLinks()
    {
        foreach (string pin in _directory.Names().Where(XdpLink.IsPin).ToList())
        {
            FileDescriptor fd = _directory.Get(pin) ?? throw PinnedTables.Broken(PinPath, $"'{pin}' vanished");
            XdpLink? link = XdpLink.Adopt(fd, pin);
            int errno = link?.Update(_program.Variant(link.Attachment.Fragments)) ?? 0;
            if (link == null || errno != 0)
            {
                fd.Dispose();
                if (link != null && errno != Errno.ENOLINK)
                    throw new LinuxException($"bpf(BPF_LINK_UPDATE, {pin})", errno);
                _directory.Remove(pin);
                _notices.Add($"The interface of {pin} is gone; its link was removed.");
                continue;
            }

            _links.Add(link.Attachment.InterfaceIndex, link);
        }
    }
}
