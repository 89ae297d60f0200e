using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Directing;

/// <summary>Hears of changes of the rules before the data plane does: what the director itself derives from them must be there when
/// the first packet comes.</summary>
internal sealed class RuleObserver(IDataPlane dataPlane, ProfileTable profiles, TrafficTable traffic) : IDataPlane
{
    private readonly HashSet<RealServer> _masqueraded = [];
    private readonly Dictionary<(InetAddress Address, ushort Port, Protocol Protocol), int> _listening = [];

    /// <summary>True when a masqueraded real server listens there (ip_vs_has_real_service).</summary>
    public bool HasRealServer(InetAddress address, ushort port, Protocol protocol) =>
        _listening.ContainsKey((address, port, protocol)) || _listening.ContainsKey((address, port, Protocol.Ip));

    /// <inheritdoc/>
    public void BeginBulk(int services, int servers)
    {
        _masqueraded.EnsureCapacity(_masqueraded.Count + servers);
        _listening.EnsureCapacity(_listening.Count + servers);
        dataPlane.BeginBulk(services, servers);
    }

    /// <inheritdoc/>
    public void EndBulk() => dataPlane.EndBulk();

    /// <inheritdoc/>
    public void ServicePublished(VirtualService service)
    {
        profiles.Write(service);
        dataPlane.ServicePublished(service);
    }

    /// <inheritdoc/>
    public void ServiceWithdrawn(VirtualService service)
    {
        traffic.ServiceWithdrawn(service);
        dataPlane.ServiceWithdrawn(service);
    }

    /// <inheritdoc/>
    public void ServerPublished(RealServer server)
    {
        if (server.Settings.Method == ForwardingMethod.Masquerade)
            List(server);
        else
            Unlist(server);
        traffic.ServerPublished(server);
        dataPlane.ServerPublished(server);
    }

    /// <inheritdoc/>
    public void ServerWithdrawn(RealServer server)
    {
        Unlist(server);
        traffic.ServerWithdrawn(server);
        dataPlane.ServerWithdrawn(server);
    }

    /// <inheritdoc/>
    public void ServerForgotten(RealServer server)
    {
        traffic.ServerForgotten(server);
        dataPlane.ServerForgotten(server);
    }

    /// <inheritdoc/>
    public void MarksChanged(IReadOnlyList<MarkRule> rules) => dataPlane.MarksChanged(rules);

    private void List(RealServer server)
    {
        if (_masqueraded.Add(server))
            CollectionsMarshal.GetValueRefOrAddDefault(_listening, Place(server), out _)++;
    }

    private void Unlist(RealServer server)
    {
        if (_masqueraded.Remove(server) && --_listening[Place(server)] == 0)
            _listening.Remove(Place(server));
    }

    // A server that comes back, comes back to a service with the same key.
    private static (InetAddress Address, ushort Port, Protocol Protocol) Place(RealServer server) =>
        (server.Key.Address, server.Key.Port, server.Service.Key.Protocol);
}
