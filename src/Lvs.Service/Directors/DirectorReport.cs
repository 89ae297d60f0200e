using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>What the data path says of itself.</summary>
/// <param name="Interfaces">The interfaces that carry the XDP program.</param>
/// <param name="Tables">The tables and how full they are.</param>
/// <param name="Connections">Connections in the table.</param>
/// <param name="Templates">Persistence templates in the table.</param>
/// <param name="Adopted">True when this start took over what an earlier one left standing.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
internal sealed record DirectorReport(
    IReadOnlyList<LvsInterfaceStatus> Interfaces, IReadOnlyList<LvsTableStatus> Tables, long Connections, long Templates,
    bool Adopted, IReadOnlyList<string> Problems);
