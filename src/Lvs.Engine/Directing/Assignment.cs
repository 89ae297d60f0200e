using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Directing;

/// <summary>Where a new connection goes.</summary>
/// <param name="Service">The service.</param>
/// <param name="Server">The real server.</param>
/// <param name="Method">How packets reach it: the rule's method, or local.</param>
/// <param name="Port">The port there, in host order.</param>
/// <param name="Template">The slot of the template it goes by, 0 for none.</param>
internal readonly record struct Assignment(
    VirtualService Service, RealServer Server, ForwardingMethod Method, ushort Port, int Template)
{
    /// <summary>True when the service schedules every datagram by itself, so that no connection is to stay.</summary>
    public bool IsForOnePacket(in Flow flow) => Service.Settings.OnePacket && flow.Protocol == Protocol.Udp;
}
