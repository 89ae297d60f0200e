using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;

namespace Lvs.Engine.Directing;

/// <summary>Who talks to what, seen from the client, however a packet shows it. Ports are in host order.</summary>
internal readonly record struct Flow(
    Protocol Protocol, InetAddress Client, ushort ClientPort, InetAddress Virtual, ushort VirtualPort)
{
    /// <summary>Of a packet that a client sent.</summary>
    public static Flow Of(in PacketHeaders headers) => new(
        (Protocol)headers.Protocol, headers.Source, headers.SourcePort, headers.Destination, headers.DestinationPort);

    /// <summary>Of an error's quotation, which is a reply to the client: turned round.</summary>
    public static Flow Of(in QuotedPacket quoted) => new(
        (Protocol)quoted.Protocol, quoted.Destination, quoted.DestinationPort, quoted.Source, quoted.SourcePort);
}
