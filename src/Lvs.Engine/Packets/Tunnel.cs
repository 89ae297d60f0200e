using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Packets;

/// <summary>The two ends of a tunnel and how packets travel in it.</summary>
/// <param name="Source">The director's address towards the real server.</param>
/// <param name="Destination">The real server, of the same family.</param>
/// <param name="Options">The encapsulation.</param>
/// <param name="CopyDontFragment">The setting pmtu_disc: the outer header takes over IPv4's don't-fragment bit.</param>
public readonly record struct Tunnel(InetAddress Source, InetAddress Destination, TunnelOptions Options, bool CopyDontFragment);
