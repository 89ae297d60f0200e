using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>The services by key, and the look-up for packets (ip_vs_service_find).</summary>
internal sealed class ServiceTable
{
    private const ushort FtpPort = 21;
    private const ushort FtpDataPort = 20;
    private const ushort FirstUnprivilegedPort = 1024;

    private readonly Dictionary<LookupKey, VirtualService> _services = [];
    private int _ftpServices;
    private int _anyPortServices;

    public int Count => _services.Count;

    public IReadOnlyCollection<VirtualService> Services => _services.Values;

    public VirtualService? Find(ServiceKey key) => _services.GetValueOrDefault(LookupKey.For(key));

    public void Add(VirtualService service)
    {
        _services.Add(LookupKey.For(service.Key), service);
        Tally(service.Key, 1);
    }

    public void Remove(VirtualService service)
    {
        _services.Remove(LookupKey.For(service.Key));
        Tally(service.Key, -1);
    }

    /// <summary>The service for a packet: by mark, then by address and port, then the FTP service when this may be one of its
    /// data connections, then the service of all ports.</summary>
    public VirtualService? Lookup(uint mark, Protocol protocol, InetAddress address, ushort port)
    {
        if (mark != 0 && _services.TryGetValue(LookupKey.ForMark(mark, address.Family), out VirtualService? service))
            return service;
        if (_services.TryGetValue(LookupKey.ForAddress(protocol, address, port), out service))
            return service;
        if (_ftpServices > 0 && protocol == Protocol.Tcp && port is FtpDataPort or >= FirstUnprivilegedPort
            && _services.TryGetValue(LookupKey.ForAddress(protocol, address, FtpPort), out service))
            return service;
        if (_anyPortServices > 0 && _services.TryGetValue(LookupKey.ForAddress(protocol, address, 0), out service))
            return service;
        return null;
    }

    private void Tally(ServiceKey key, int step)
    {
        if (key.IsFirewallMark)
            return;
        if (key.Port == FtpPort && key.Protocol == Protocol.Tcp)
            _ftpServices += step;
        else if (key.Port == 0)
            _anyPortServices += step;
    }
}
