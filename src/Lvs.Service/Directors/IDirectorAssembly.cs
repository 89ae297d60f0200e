using Lvs.Client;
using Lvs.Xdp;

namespace Lvs.Service.Directors;

/// <summary>A director put together with its tables: what the forwarder has it do, what the service asks of it, and how its
/// tables are read.</summary>
internal interface IDirectorAssembly : IDirectorWork, IDirector
{
    /// <summary>Takes over the connections that an earlier lvsd left in the tables; called once, when the rules are
    /// back.</summary>
    void Adopt();

    /// <summary>The connection table for readers on any thread.</summary>
    IConnectionTable Connections { get; }

    /// <summary>Removes matching connections from one piece of the table; on the director's thread.</summary>
    /// <param name="match">Says whether an entry is meant.</param>
    /// <param name="cursor">Where to go on, 0 at first; -1 when the table's end was reached.</param>
    /// <param name="most">How many entries to look at.</param>
    /// <returns>How many were removed.</returns>
    int Remove(ConnectionMatch match, ref long cursor, int most);

    /// <summary>The director's own counters by reason, besides those of the XDP program; from any thread.</summary>
    IReadOnlyDictionary<string, long> ReadCounters();

    /// <summary>Connections in the table; from any thread.</summary>
    long ConnectionCount { get; }

    /// <summary>Persistence templates in the table; from any thread.</summary>
    long TemplateCount { get; }

    /// <summary>The tables and how full they are; from any thread.</summary>
    IReadOnlyList<LvsTableStatus> Tables { get; }
}
