using System.Net;
using System.Net.Sockets;

namespace Lvs.Lab.Tests.Support;

/// <summary>Hears the ICMP messages that reach a node. Make it on a thread in the node's namespace.</summary>
internal sealed class IcmpListener : IDisposable
{
    private readonly Socket _socket;
    private readonly bool _v6;
    private readonly List<string> _heard = [];

    public IcmpListener(AddressFamily family)
    {
        _v6 = family == AddressFamily.InterNetworkV6;
        _socket = new Socket(family, SocketType.Raw, _v6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp);
        _socket.Bind(new IPEndPoint(_v6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
    }

    /// <summary>What was heard so far, for messages.</summary>
    public string Heard => _heard.Count == 0 ? "nothing was heard" : "heard " + string.Join(", ", _heard);

    /// <summary>Sends an echo request.</summary>
    public void SendEcho(IPAddress target)
    {
        // ICMPv6's checksum is the kernel's work, ICMP's is ours: type 8, identifier 1, sequence 1.
        byte[] message = _v6 ? [128, 0, 0, 0, 0, 1, 0, 1] : [8, 0, 0xf7, 0xfd, 0, 1, 0, 1];
        _socket.SendTo(message, new IPEndPoint(target, 0));
    }

    /// <summary>True when such a message comes from there in time.</summary>
    public bool Hears(IcmpKind kind, IPAddress from, TimeSpan patience) => from.Equals(SourceOf(kind, patience));

    /// <summary>Who sent the next message of a kind; null when none came in time.</summary>
    public IPAddress? SourceOf(IcmpKind kind, TimeSpan patience)
    {
        byte[] buffer = new byte[2048];
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        for (long left; (left = deadline - Environment.TickCount64) > 0;)
        {
            if (!_socket.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectRead))
                continue;
            EndPoint from = new IPEndPoint(_v6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            int length = _socket.ReceiveFrom(buffer, ref from);
            IPAddress source = ((IPEndPoint)from).Address;

            // A raw IPv4 socket hands the IP header over, an IPv6 one does not.
            byte type = buffer[_v6 ? 0 : (buffer[0] & 15) * 4];
            _heard.Add($"type {type} from {source} ({length} bytes)");
            if (KindOf(type) == kind)
                return source;
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();

    private IcmpKind? KindOf(byte type) => (_v6, type) switch
    {
        (false, 0) or (true, 129) => IcmpKind.EchoReply,
        (false, 11) or (true, 3) => IcmpKind.TimeExceeded,
        (false, 3) or (true, 1) => IcmpKind.Unreachable,
        (true, 2) => IcmpKind.TooBig,
        _ => null,
    };
}
