using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Directing;

/// <summary>Decides where a new connection goes (ip_vs_schedule).</summary>
internal sealed class Admission(RuleBook rules, INextHops nextHops, Persistence persistence, Defences defences, ReasonCounters reasons)
{
    private const ushort Ftp = 21;
    private const ushort FtpData = 20;

    /// <summary>Chooses a real server.</summary>
    /// <param name="flow">The connection that a packet wants to open.</param>
    /// <param name="message">What a datagram carries.</param>
    /// <param name="now">The time.</param>
    /// <param name="assignment">The real server chosen.</param>
    public Verdict Assign(in Flow flow, ReadOnlySpan<byte> message, uint now, out Assignment assignment)
    {
        assignment = default;
        VirtualService? service = rules.Lookup(flow.Protocol, flow.Virtual, flow.VirtualPort);
        if (service is null)
            return Verdict.Pass;
        if (defences.DropsPacket())
        {
            reasons.Count(DirectorReason.DropPacketDefence);
            return Verdict.Drop;
        }

        // An FTP server's own connection to a client of direct routing or tunnelling: known already, or not to be scheduled.
        if (flow.ClientPort == FtpData)
            return Verdict.Pass;
        Verdict verdict = service.Settings.PersistenceTimeout != 0
            ? AssignPersistent(service, flow, message, now, out assignment)
            : AssignFresh(service, flow, now, out assignment);

        // A service of FTP is found for the high ports of its address, too; what is none of its data connections is the host's.
        return verdict == Verdict.Refuse && service.Key.Port == Ftp && flow.VirtualPort != Ftp ? Verdict.Pass : verdict;
    }

    private Verdict AssignPersistent(
        VirtualService service, in Flow flow, ReadOnlySpan<byte> message, uint now, out Assignment assignment)
    {
        assignment = default;
        Verdict verdict = persistence.Assign(service, flow, message, now, out RealServer? server, out int template);
        if (verdict != Verdict.Assigned)
            return verdict;

        // Only a service of one port can map it: those of marks, of every port and FTP's data connections keep the one asked for.
        bool maps = flow.VirtualPort == service.Key.Port && server!.Key.Port != 0;
        assignment = new Assignment(
            service, server!, MethodOf(server!), maps ? server!.Key.Port : flow.VirtualPort, template);
        return Verdict.Assigned;
    }

    private Verdict AssignFresh(VirtualService service, in Flow flow, uint now, out Assignment assignment)
    {
        assignment = default;
        if (!service.Key.IsFirewallMark && flow.VirtualPort != service.Key.Port)
            return Verdict.Refuse;
        RealServer? server = service.Scheduler?.Pick(
            new SchedulingRequest(flow.Client, flow.ClientPort, flow.Virtual, flow.VirtualPort, now));
        if (server is null)
            return Verdict.Refuse;
        ushort port = server.Key.Port != 0 ? server.Key.Port : flow.VirtualPort;
        assignment = new Assignment(service, server, MethodOf(server), port, 0);
        return Verdict.Assigned;
    }

    /// <summary>A server's address may have become the director's own, or another's, since the rule was made.</summary>
    private ForwardingMethod MethodOf(RealServer server) =>
        server.Key.Address.IsLoopback || nextHops.IsLocal(server.Key.Address) ? ForwardingMethod.Local : server.Settings.Method;
}
