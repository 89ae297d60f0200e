using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>The connection table for readers.</summary>
internal interface IConnectionTable
{
    /// <summary>Reads on from a place in the table; safe on any thread while connections come and go. An entry that lives
    /// during the whole walk is met exactly once.</summary>
    /// <param name="cursor">Where to go on; 0 at first. Moved on by the call; the same value with a result of 0 means
    /// the end.</param>
    /// <param name="rows">Where the entries go.</param>
    /// <returns>How many entries were written. 0 means the end.</returns>
    int Read(ref long cursor, Span<LvsConnectionRow> rows);
}
