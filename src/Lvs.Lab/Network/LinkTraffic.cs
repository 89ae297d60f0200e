namespace Lvs.Lab.Network;

/// <summary>What passed a device since it was made.</summary>
/// <param name="ReceivedBytes">Bytes in, Ethernet header included.</param>
/// <param name="ReceivedPackets">Frames in.</param>
/// <param name="SentBytes">Bytes out.</param>
/// <param name="SentPackets">Frames out.</param>
internal readonly record struct LinkTraffic(long ReceivedBytes, long ReceivedPackets, long SentBytes, long SentPackets)
{
    /// <summary>What passed between two readings.</summary>
    public static LinkTraffic operator -(LinkTraffic later, LinkTraffic earlier) => new(
        later.ReceivedBytes - earlier.ReceivedBytes, later.ReceivedPackets - earlier.ReceivedPackets,
        later.SentBytes - earlier.SentBytes, later.SentPackets - earlier.SentPackets);

    /// <summary>Reads the device's line of /proc/thread-self/net/dev: the calling thread's network namespace.</summary>
    /// <exception cref="LabException">No such device.</exception>
    public static LinkTraffic Read(string device)
    {
        // /proc/net is a link to /proc/self/net, the main thread's namespace; this thread's is meant.
        foreach (string line in File.ReadLines("/proc/thread-self/net/dev"))
        {
            int colon = line.IndexOf(':');
            if (colon < 0 || !line.AsSpan(0, colon).Trim().SequenceEqual(device))
                continue;
            string[] fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new LinkTraffic(long.Parse(fields[0]), long.Parse(fields[1]), long.Parse(fields[8]), long.Parse(fields[9]));
        }

        throw new LabException($"There is no device '{device}' in this network namespace.");
    }
}
