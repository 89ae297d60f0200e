using LvsPS.Hosts.Changes;

namespace LvsPS.Hosts;

/// <summary>Makes a host a real server and unmakes it, with a record of every change from before it is made.</summary>
/// <param name="network">The host's network.</param>
/// <param name="file">Where changes are written down.</param>
internal sealed class RealServerSetup(HostNetwork network, HostRecordFile file)
{
    /// <summary>What was made of the host so far.</summary>
    public HostRecord Record => file.Load();

    /// <summary>Makes changes for a virtual address. When one fails, those made before it are undone.</summary>
    /// <param name="address">The virtual address.</param>
    /// <param name="method">What for.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="agree">Asked before each one that is not there yet.</param>
    /// <param name="warn">Told what could not be undone after a failure.</param>
    /// <returns>True when the host now serves the address: every change is there.</returns>
    /// <exception cref="LvsClientException">A change failed.</exception>
    public bool Enable(
        string address, ForwardingMethod method, IEnumerable<HostChange> changes, Func<HostChange, bool> agree,
        Action<string> warn)
    {
        HostRecord before = file.Load();
        HostRecord record = before;
        List<HostChange> made = [];
        bool all = true;
        try
        {
            foreach (HostChange change in changes.Where(change => !change.IsDone(network)))
            {
                if (!agree(change))
                {
                    all = false;
                    continue;
                }

                HostChange remembered = change.Remember(network);
                record = record with { Changes = [.. record.Changes, remembered] };
                file.Save(record);
                remembered.Apply(network);
                made.Add(remembered);
            }
        }
        catch (LvsClientException)
        {
            Revert(made, warn);
            file.Save(before);
            throw;
        }

        if (!all)
            return false;
        file.Save(record with
        {
            VirtualAddresses = [.. record.VirtualAddresses.Where(known => known != address), address],
            ForwardingMethod = method.ToString(),
        });
        return true;
    }

    /// <summary>The changes that are undone when an address is no longer served: its own, and all the rest with the last
    /// one.</summary>
    /// <param name="address">The virtual address; null for all.</param>
    public IReadOnlyList<HostChange> ChangesOf(string? address)
    {
        HostRecord record = file.Load();
        bool last = address is null || record.VirtualAddresses.All(known => known == address);
        return [.. record.Changes.Where(change => last || change is AddressChange { Address: { } own } && own == address)
            .Reverse()];
    }

    /// <summary>Undoes changes, the last one first.</summary>
    /// <param name="address">The virtual address that is no longer served; null for all.</param>
    /// <param name="agree">Asked before each one.</param>
    /// <param name="warn">Told what was left as it is, and why.</param>
    public void Disable(string? address, Func<HostChange, bool> agree, Action<string> warn)
    {
        HostRecord record = file.Load();
        bool all = true;
        foreach (HostChange change in ChangesOf(address))
        {
            if (!agree(change))
            {
                all = false;
                continue;
            }

            if (change.Revert(network) is { } reason)
                warn(reason);
            record = record with { Changes = [.. record.Changes.Where(other => other != change)] };
            file.Save(record);
        }

        if (all)
        {
            IEnumerable<string> left = record.VirtualAddresses.Where(known => address is not null && known != address);
            file.Save(record with { VirtualAddresses = [.. left] });
        }
    }

    private void Revert(List<HostChange> changes, Action<string> warn)
    {
        foreach (HostChange change in Enumerable.Reverse(changes))
        {
            try
            {
                if (change.Revert(network) is { } reason)
                    warn(reason);
            }
            catch (LvsClientException e)
            {
                warn($"{change} could not be undone: {e.Message}");
            }
        }
    }
}
