using System.Buffers;
using System.Text.Json;
using Lvs.Client.Json;

namespace Lvs.Client.Ipvsadm;

/// <summary>Writes the bodies of requests by hand, for the reason that <see cref="AnswerReader"/> gives.</summary>
internal static class RequestWriter
{
    public static ReadOnlyMemory<byte> Steps(IReadOnlyList<LvsRuleStep> steps) => Write(json =>
    {
        json.WriteStartArray("steps"u8);
        foreach (LvsRuleStep step in steps)
        {
            json.WriteStartObject();
            json.WriteString("action"u8, LvsRuleActionConverter.Instance.NameOf(step.Action));
            if (step.Service is { } service)
                WriteService(json, service, step.Action is LvsRuleAction.AddService or LvsRuleAction.EditService);
            if (step.Server is { } server)
                WriteServer(json, server, step.Action is LvsRuleAction.AddServer or LvsRuleAction.EditServer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Timeouts(LvsTimeouts timeouts) => Write(json =>
    {
        json.WriteNumber("tcp"u8, timeouts.Tcp);
        json.WriteNumber("tcpFin"u8, timeouts.TcpFin);
        json.WriteNumber("udp"u8, timeouts.Udp);
    });

    public static ReadOnlyMemory<byte> Daemons(IReadOnlyList<LvsSyncDaemon> daemons) => Write(json =>
    {
        json.WriteStartArray("daemons"u8);
        foreach (LvsSyncDaemon daemon in daemons)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, daemon.Role == LvsSyncRole.Master ? "master"u8 : "backup"u8);
            json.WriteString("interface"u8, daemon.Interface);
            json.WriteNumber("syncId"u8, daemon.SyncId);
            WriteText(json, "group"u8, daemon.Group);
            WriteNumber(json, "port"u8, daemon.Port);
            WriteNumber(json, "ttl"u8, daemon.Ttl);
            WriteNumber(json, "maximumLength"u8, daemon.MaximumLength);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteService(Utf8JsonWriter json, LvsVirtualService service, bool settings)
    {
        json.WriteStartObject("service"u8);
        if (service.Protocol is { } protocol)
            json.WriteString("protocol"u8, LvsProtocolConverter.Instance.NameOf(protocol));
        WriteText(json, "address"u8, service.Address);
        WriteNumber(json, "port"u8, service.Port);
        WriteNumber(json, "firewallMark"u8, service.FirewallMark);
        if (service.AddressFamily is { } family)
            json.WriteString("addressFamily"u8, family == LvsAddressFamily.Ipv6 ? "ipv6"u8 : "ipv4"u8);
        if (settings)
        {
            json.WriteString("scheduler"u8, service.Scheduler);
            if (service.SchedulerFlags is { Count: > 0 } flags)
            {
                json.WriteStartArray("schedulerFlags"u8);
                foreach (string flag in flags)
                    json.WriteStringValue(flag);
                json.WriteEndArray();
            }

            json.WriteNumber("persistenceTimeout"u8, service.PersistenceTimeout);
            WriteText(json, "persistenceMask"u8, service.PersistenceMask);
            WriteText(json, "persistenceEngine"u8, service.PersistenceEngine);
            json.WriteBoolean("onePacket"u8, service.OnePacket);
        }

        json.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter json, LvsRealServer server, bool settings)
    {
        json.WriteStartObject("server"u8);
        WriteText(json, "address"u8, server.Address);
        WriteNumber(json, "port"u8, server.Port);
        if (settings)
        {
            json.WriteString("forwardingMethod"u8, LvsForwardingMethodConverter.Instance.NameOf(server.ForwardingMethod));
            json.WriteNumber("weight"u8, server.Weight);
            json.WriteNumber("upperThreshold"u8, server.UpperThreshold);
            json.WriteNumber("lowerThreshold"u8, server.LowerThreshold);
            if (server.TunnelType is { } type)
                json.WriteString("tunnelType"u8, LvsTunnelTypeConverter.Instance.NameOf(type));
            WriteNumber(json, "tunnelPort"u8, server.TunnelPort);
            if (server.TunnelChecksum is { } checksum)
                json.WriteString("tunnelChecksum"u8, LvsTunnelChecksumConverter.Instance.NameOf(checksum));
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
