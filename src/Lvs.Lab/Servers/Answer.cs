using System.Net;

namespace Lvs.Lab.Servers;

/// <summary>What a real server answers: who it is, whom it saw asking, and which of its addresses was asked.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Client">The source of the request as the server saw it.</param>
/// <param name="Asked">The destination as the server saw it: the VIP in direct routing and tunnelling, its own address in NAT.</param>
internal sealed record Answer(string Server, IPEndPoint Client, IPEndPoint Asked)
{
    /// <summary>The line on the wire, without its end: <c>rs1 saw 192.0.2.7:40001 asking 192.0.2.1:80</c>.</summary>
    public override string ToString() => $"{Server} saw {Client} asking {Asked}";

    /// <summary>Takes a line apart; padding behind it is ignored.</summary>
    /// <exception cref="FormatException">It is no answer.</exception>
    public static Answer Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [string server, "saw", string client, "asking", string asked])
            throw new FormatException($"'{line}' is not an answer of a real server of the lab.");
        return new Answer(server, IPEndPoint.Parse(client), IPEndPoint.Parse(asked));
    }

    /// <summary>An end point without IPv6's disguise of IPv4 addresses.</summary>
    public static IPEndPoint Plain(IPAddress address, int port) =>
        new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes()), port);
}
