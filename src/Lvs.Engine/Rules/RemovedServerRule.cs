namespace Lvs.Engine.Rules;

/// <summary>A removed real server that is still remembered, because connections may refer to it.</summary>
/// <param name="Service">The service it was removed from, which may be gone as well.</param>
/// <param name="ServiceId">That service's number.</param>
/// <param name="Server">The server, with its number.</param>
public sealed record RemovedServerRule(ServiceKey Service, int ServiceId, ServerRule Server);
