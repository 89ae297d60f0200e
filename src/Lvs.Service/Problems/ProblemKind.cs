namespace Lvs.Service.Problems;

/// <summary>A kind of problem: the stable id, the HTTP status, and what it is in a few words.</summary>
/// <param name="Id">Kebab case; behind urn:lvsps: in the document.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">A few words.</param>
internal sealed record ProblemKind(string Id, int Status, string Title);
