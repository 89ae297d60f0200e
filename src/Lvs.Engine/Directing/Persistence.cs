using System.Buffers.Binary;
using Lvs.Engine.Addressing;
using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Directing;

/// <summary>Persistent services: who a client got before, it gets again (ip_vs_sched_persist).</summary>
internal sealed class Persistence(RuleBook rules, ConnectionStore connections, ReasonCounters reasons)
{
    private const ushort Ftp = 21;

    /// <summary>expire_quiescent_template: a server of weight 0 loses its templates, too.</summary>
    public bool ExpiresQuiescent { get; set; }

    /// <summary>The real server for a new connection, by its template or a new one.</summary>
    /// <param name="service">The service.</param>
    /// <param name="flow">The connection.</param>
    /// <param name="message">What the datagram carries, for a persistence engine.</param>
    /// <param name="now">The time.</param>
    /// <param name="server">The real server.</param>
    /// <param name="template">The template's slot.</param>
    public Verdict Assign(
        VirtualService service, in Flow flow, ReadOnlySpan<byte> message, uint now, out RealServer? server, out int template)
    {
        template = 0;
        server = null;
        if (!TryMakeKey(service, flow, message, out TemplateKey key))
        {
            reasons.Count(DirectorReason.DropPersistenceEngine);
            return Verdict.Drop;
        }

        template = connections.FindTemplate(key);
        if (template != 0)
        {
            server = rules.FindServer((int)connections[template].ServerId);
            if (server is { IsAvailable: true } && !(ExpiresQuiescent && server.Weight == 0))
            {
                connections.Touch(template, now);
                return Verdict.Assigned;
            }

            connections.Invalidate(template);
        }

        server = service.Scheduler?.Pick(
            new SchedulingRequest(flow.Client, flow.ClientPort, flow.Virtual, flow.VirtualPort, now));
        if (server is null)
            return Verdict.Refuse;
        template = connections.CreateTemplate(service, server, key, key.VirtualPort == 0 ? (ushort)0 : server.Key.Port, now);
        if (template != 0)
            return Verdict.Assigned;
        reasons.Count(DirectorReason.DropTableFull);
        return Verdict.Drop;
    }

    private static bool TryMakeKey(VirtualService service, in Flow flow, ReadOnlySpan<byte> message, out TemplateKey key)
    {
        InetAddress client = service.Settings.PersistenceMask is { } mask ? flow.Client & mask : flow.Client;
        ServiceKey identity = service.Key;

        // FTP's data connections and its control connection must meet, as must all ports of a service without one.
        ushort port = flow.VirtualPort == identity.Port && identity.Port != Ftp ? flow.VirtualPort : (ushort)0;
        key = identity.IsFirewallMark
            ? new TemplateKey(Protocol.Ip, client, AddressOf(identity.FirewallMark, identity.Family), 0, 0, 0)
            : new TemplateKey(flow.Protocol, client, flow.Virtual, port, 0, 0);
        if (service.Settings.PersistenceEngine is null)
            return true;
        if (flow.Protocol != Protocol.Udp || !SipCallId.TryFind(message, out ReadOnlySpan<byte> id))
            return false;
        (ulong first, ulong second) = SipCallId.KeyOf(id);
        key = key with { Engine0 = first, Engine1 = second };
        return true;
    }

    /// <summary>A mark stands in the place of the virtual address.</summary>
    private static InetAddress AddressOf(uint mark, InetFamily family) => family == InetFamily.V4
        ? InetAddress.FromV4(mark)
        : InetAddress.FromRaw(BinaryPrimitives.ReverseEndianness(mark), 0, InetFamily.V6);
}
