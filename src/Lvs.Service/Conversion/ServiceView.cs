using Lvs.Engine.Rules;

namespace Lvs.Service.Conversion;

/// <summary>A virtual service as it stood at one moment; taken on the director's thread, used on any.</summary>
/// <param name="Key">What identifies it.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Servers">Its real servers in the order of adding.</param>
internal sealed record ServiceView(ServiceKey Key, ServiceSettings Settings, ServerView[] Servers)
{
    /// <summary>The order of listings: by protocol, address and port, firewall marks last; the engine keeps none.</summary>
    public static int Compare(ServiceView left, ServiceView right)
    {
        ServiceKey a = left.Key;
        ServiceKey b = right.Key;
        int order = a.FirewallMark.CompareTo(b.FirewallMark);
        if (order == 0)
            order = a.Protocol.CompareTo(b.Protocol);
        if (order == 0)
            order = a.Address.CompareTo(b.Address);
        return order == 0 ? a.Port.CompareTo(b.Port) : order;
    }

    /// <summary>Takes it.</summary>
    public static ServiceView Of(VirtualService service, Func<RealServer, bool> isLocal)
    {
        ServerView[] servers = [.. service.Servers.Select(server => ServerView.Of(server, isLocal(server)))];
        Array.Reverse(servers);
        return new ServiceView(service.Key, service.Settings, servers);
    }
}
