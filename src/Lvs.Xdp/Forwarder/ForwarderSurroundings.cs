using Lvs.Engine.Forwarding;

namespace Lvs.Xdp;

/// <summary>What a director is built into: made by the <see cref="Forwarder"/> before it asks for the director.</summary>
/// <param name="Plane">The shared tables.</param>
/// <param name="NextHops">The host's routes and neighbours.</param>
/// <param name="Sink">Takes frames.</param>
/// <param name="Rules">Is to be told of changes of the rules.</param>
/// <param name="SetExpireWithoutDestination">Is to be told of IPVS's expire_nodest_conn, which changes what the XDP program does with
/// connections of removed and of quiescent real servers; false at first. On the director's thread.</param>
public sealed record ForwarderSurroundings(
    DataPlane Plane, INextHops NextHops, IFrameSink Sink, IDataPlane Rules, Action<bool> SetExpireWithoutDestination);
