using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lvs.Client;
using Lvs.Client.Json;

namespace Lvs.Service.Connections;

/// <summary>Writes entries as lines of JSON, the same as the serializer makes of <see cref="LvsConnection"/>, but without
/// making one: a million entries cost no garbage but the addresses' text.</summary>
internal sealed class ConnectionLineWriter(IBufferWriter<byte> output) : IDisposable
{
    // "sctp/[8 groups of 4 with colons]:65535"
    private const int LongestEndpoint = 64;

    private static readonly JsonEncodedText Protocol = JsonEncodedText.Encode("protocol");
    private static readonly JsonEncodedText ClientAddress = JsonEncodedText.Encode("clientAddress");
    private static readonly JsonEncodedText ClientPort = JsonEncodedText.Encode("clientPort");
    private static readonly JsonEncodedText VirtualAddress = JsonEncodedText.Encode("virtualAddress");
    private static readonly JsonEncodedText VirtualPort = JsonEncodedText.Encode("virtualPort");
    private static readonly JsonEncodedText ServerAddress = JsonEncodedText.Encode("serverAddress");
    private static readonly JsonEncodedText ServerPort = JsonEncodedText.Encode("serverPort");
    private static readonly JsonEncodedText State = JsonEncodedText.Encode("state");
    private static readonly JsonEncodedText Expires = JsonEncodedText.Encode("expires");
    private static readonly JsonEncodedText Template = JsonEncodedText.Encode("template");
    private static readonly JsonEncodedText Method = JsonEncodedText.Encode("forwardingMethod");
    private static readonly JsonEncodedText Service = JsonEncodedText.Encode("service");
    private static readonly JsonEncodedText FirewallMark = JsonEncodedText.Encode("firewallMark");
    private static readonly JsonEncodedText InPackets = JsonEncodedText.Encode("inPackets");
    private static readonly JsonEncodedText InBytes = JsonEncodedText.Encode("inBytes");
    private static readonly JsonEncodedText OutPackets = JsonEncodedText.Encode("outPackets");
    private static readonly JsonEncodedText OutBytes = JsonEncodedText.Encode("outBytes");

    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Writes one entry and the end of its line.</summary>
    public void Write(in LvsConnectionRow row)
    {
        bool template = (row.Flags & LvsConnectionFlags.Template) != 0;
        string protocol = NameOf(row.Protocol);
        _json.WriteStartObject();
        _json.WriteString(Protocol, protocol);
        WriteAddress(ClientAddress, row.ClientBytes, row.Family);
        _json.WriteNumber(ClientPort, row.ClientPort);
        WriteAddress(VirtualAddress, row.VirtualBytes, row.Family);
        _json.WriteNumber(VirtualPort, row.VirtualPort);
        WriteAddress(ServerAddress, row.ServerBytes, row.ServerFamily);
        _json.WriteNumber(ServerPort, row.ServerPort);
        _json.WriteString(State, LvsConnectionStates.Name(row.Protocol, row.State, template));
        _json.WriteNumber(Expires, row.ExpiresTenths / 10.0);
        _json.WriteBoolean(Template, template);
        _json.WriteString(Method, LvsForwardingMethodConverter.Instance.NameOf(MethodOf(row.Method)));
        WriteService(row, protocol);
        _json.WriteNumber(FirewallMark, row.FirewallMark);
        _json.WriteNumber(InPackets, row.InPackets);
        _json.WriteNumber(InBytes, row.InBytes);
        _json.WriteNumber(OutPackets, row.OutPackets);
        _json.WriteNumber(OutBytes, row.OutBytes);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteAddress(JsonEncodedText name, UInt128 bytes, byte family)
    {
        Span<byte> text = stackalloc byte[LongestEndpoint];
        _json.WriteString(name, text[..Format(bytes, family, text)]);
    }

    private void WriteService(in LvsConnectionRow row, string protocol)
    {
        Span<byte> text = stackalloc byte[LongestEndpoint];
        int length;
        if (row.FirewallMark != 0)
        {
            length = Copy(row.Family == 6 ? "fwm6/"u8 : "fwm/"u8, text);
            Utf8Formatter.TryFormat(row.FirewallMark, text[length..], out int digits);
            length += digits;
        }
        else
        {
            length = System.Text.Encoding.ASCII.GetBytes(protocol, text);
            length += Copy(row.Family == 6 ? "/["u8 : "/"u8, text[length..]);
            length += Format(row.VirtualBytes, row.Family, text[length..]);
            length += Copy(row.Family == 6 ? "]:"u8 : ":"u8, text[length..]);
            Utf8Formatter.TryFormat(row.ServicePort, text[length..], out int digits);
            length += digits;
        }

        _json.WriteString(Service, text[..length]);
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }

    private static int Format(UInt128 packed, byte family, Span<byte> text)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in packed));
        int written;
        if (family == 4)
        {
            written = 0;
            for (int i = 0; i < 4; i++)
            {
                if (i > 0)
                    text[written++] = (byte)'.';
                Utf8Formatter.TryFormat(bytes[i], text[written..], out int digits);
                written += digits;
            }

            return written;
        }

        ((IUtf8SpanFormattable)new IPAddress(bytes)).TryFormat(text, out written, default, null);
        return written;
    }

    private static string NameOf(byte protocol) => protocol switch
    {
        6 => "tcp",
        17 => "udp",
        132 => "sctp",
        _ => "ip",
    };

    private static LvsForwardingMethod MethodOf(byte method) => method switch
    {
        0 => LvsForwardingMethod.Masquerade,
        1 => LvsForwardingMethod.Local,
        2 => LvsForwardingMethod.Tunnel,
        _ => LvsForwardingMethod.DirectRouting,
    };
}
