using Lvs.Lab.Scenarios;
using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Tests.Support;

/// <summary>Counters at one moment, to be compared with those at a later one.</summary>
internal sealed class Reading
{
    private readonly Testbed _lab;
    private readonly IReadOnlyDictionary<string, long> _counters;

    private Reading(Testbed lab, IReadOnlyDictionary<string, long> counters)
    {
        _lab = lab;
        _counters = counters;
    }

    public static async Task<Reading> TakeAsync(Testbed lab) => new(lab, await lab.Director.GetCountersAsync());

    /// <summary>What was counted since.</summary>
    public async Task<PacketTally> SinceAsync() => PacketTally.Between(_counters, await _lab.Director.GetCountersAsync());

    /// <summary>How often one reason was counted since.</summary>
    public async Task<long> SinceAsync(string reason) =>
        (await _lab.Director.GetCountersAsync())[reason] - _counters.GetValueOrDefault(reason);
}
