using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace LvsPS.Checks.RealServers;

/// <summary>Direct routing and tunnels cannot map ports: the server has to listen on the service's own, and on the virtual
/// address.</summary>
internal sealed class ListenerCheck : IRealServerCheck
{
    private const string Listening = "0A";

    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (!question.TakesVirtualAddress || question.Port is not { } port)
            return [];
        IPEndPoint[] listeners = [.. Listeners(question.Network.Host.Run("cat", "/proc/net/tcp", "/proc/net/tcp6").Output)];
        return question.VirtualAddresses.Select(text =>
        {
            IPAddress address = IPAddress.Parse(text);
            bool passed = listeners.Any(listener => listener.Port == port && Takes(listener.Address, address));
            string others = string.Join(", ",
                listeners.Where(listener => Takes(listener.Address, address)).Select(l => l.Port).Distinct().Order());
            string found = passed ? "A server listens." : others.Length == 0 ? "No server listens there."
                : $"Servers listen on port {others} only.";
            return CheckResult.Of(
                "Port", LvsNames.Endpoint(text, port), passed, found,
                $"Direct routing and tunnels cannot map ports: let the server listen on port {port} of {text} or of every "
                + "address, or masquerade.");
        });
    }

    private static bool Takes(IPAddress listener, IPAddress address)
    {
        if (listener.IsIPv4MappedToIPv6)
            listener = listener.MapToIPv4();
        return listener.Equals(address) || listener.Equals(IPAddress.IPv6Any)
            || (listener.Equals(IPAddress.Any) && address.AddressFamily == listener.AddressFamily);
    }

    // sl local_address rem_address st …: addresses are words of the machine's own byte order, in hexadecimal.
    private static IEnumerable<IPEndPoint> Listeners(string table) => table.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 3 && fields[3] == Listening)
        .Select(fields => fields[1].Split(':'))
        .Select(parts =>
            new IPEndPoint(Address(parts[0]), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static IPAddress Address(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int i = 0; BitConverter.IsLittleEndian && i < bytes.Length; i += 4)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)));
        return new IPAddress(bytes);
    }
}
