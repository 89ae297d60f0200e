using Lvs.Client.Ipvsadm;

namespace Lvs.Client.Tests.Ipvsadm;

/// <summary>One host and one service, whatever the machine knows.</summary>
internal sealed class KnownNames : IIpvsadmNames
{
    public uint? FindHost(string name) => name == "web1" ? 0x0A000001u : null;

    public int? FindPort(string service, LvsProtocol? protocol) => service == "http" && protocol == LvsProtocol.Tcp ? 80 : null;

    public string? HostOf(string address) => address == "10.0.0.1" ? "web1" : null;

    public string? ServiceOf(int port, LvsProtocol? protocol) => port == 80 && protocol == LvsProtocol.Tcp ? "http" : null;
}
