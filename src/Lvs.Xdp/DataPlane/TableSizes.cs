using System.Globalization;
using System.Numerics;
using Lvs.Xdp.Layout;

namespace Lvs.Xdp;

/// <summary>How many entries the tables have.</summary>
/// <param name="Capacity">Entries of <c>connections</c>, the unused slot 0 among them.</param>
/// <param name="Buckets">Buckets of <c>index</c>, a power of two.</param>
/// <param name="Servers">Entries of <c>servers</c>, the unused 0 among them.</param>
/// <param name="Cpus">CPUs that can ever be there; counters are kept by CPU.</param>
internal readonly record struct TableSizes(uint Capacity, uint Buckets, uint Servers, uint Cpus)
{
    private const int MaxServers = 1 << 20;

    /// <summary>The sizes for what the options ask.</summary>
    /// <exception cref="DataPlaneException">A number is out of range.</exception>
    internal static TableSizes For(DataPlaneOptions options)
    {
        Require(options.Connections, DataPlaneOptions.MaxConnections, "connections", "--connections");
        Require(options.Servers, MaxServers, "real servers", "the setting");
        // Both directions of masquerading take an entry of 8 to a bucket of 16: half full at the most.
        uint buckets = Math.Max(64, BitOperations.RoundUpToPowerOf2((((uint)options.Connections * 2) + 7) / 8));
        return new TableSizes((uint)options.Connections + 1, buckets, (uint)options.Servers + 1, PossibleCpus());
    }

    /// <summary>The number of entries of a map of lvs_abi.h; 0 when the program's source fixes it.</summary>
    internal uint EntriesOf(string map) => map switch
    {
        MapNames.Connections => Capacity,
        MapNames.Index => Buckets,
        MapNames.Servers => Servers,
        MapNames.Counters => Servers * Cpus,
        MapNames.Reasons => Abi.Reasons * Cpus,
        _ => 0,
    };

    /// <summary>The number of CPUs the kernel has made room for: one past the highest in "0-3,8".</summary>
    internal static uint ParseCpus(string list) =>
        1 + uint.Parse(list.Trim().Split(',')[^1].Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture);

    private static uint PossibleCpus() => ParseCpus(File.ReadAllText("/sys/devices/system/cpu/possible"));

    private static void Require(int value, int maximum, string what, string option)
    {
        if (value >= 1 && value <= maximum)
            return;
        throw new DataPlaneException(
            DataPlaneError.TableSize,
            value.ToString(CultureInfo.InvariantCulture),
            $"A table for {value} {what} cannot be made.",
            $"Give {option} a number from 1 to {maximum}.");
    }
}
