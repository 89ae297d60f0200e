namespace Lvs.Client.Ipvsadm;

/// <summary>Names of hosts and services: what /etc/hosts, /etc/services and whatever else the system asks know.</summary>
public interface IIpvsadmNames
{
    /// <summary>The first IPv4 address of a host, in host order; null when there is none.</summary>
    uint? FindHost(string name);

    /// <summary>The port of a service; null when there is none, or no protocol is known yet.</summary>
    int? FindPort(string service, LvsProtocol? protocol);

    /// <summary>The name of a host; null when it has none.</summary>
    /// <param name="address">An address as text.</param>
    string? HostOf(string address);

    /// <summary>The name of a service; null when it has none.</summary>
    string? ServiceOf(int port, LvsProtocol? protocol);
}
