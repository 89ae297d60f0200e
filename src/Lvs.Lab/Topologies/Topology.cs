using Lvs.Lab.Network;

namespace Lvs.Lab.Topologies;

/// <summary>A kind of lab: its network, its real servers, and the addresses that scenarios speak of.</summary>
internal abstract class Topology
{
    /// <summary>The word for it on the command line and in names: nat, dr, tun.</summary>
    public abstract string Name { get; }

    /// <summary>Which LVS mode it is for, in words.</summary>
    public abstract string Title { get; }

    /// <summary>How it is wired, drawn for people.</summary>
    public abstract string Picture { get; }

    /// <summary>The client's addresses; the first is the one a route prefers.</summary>
    public abstract IReadOnlyList<Dual> Clients { get; }

    /// <summary>The director's devices, for <c>lvsd --interface</c>.</summary>
    public abstract IReadOnlyList<string> DirectorDevices { get; }

    /// <summary>The real servers.</summary>
    public abstract IReadOnlyList<ServerPlan> Servers { get; }

    /// <summary>True when real servers take encapsulated packets on eth0.</summary>
    public virtual bool Tunnelled => false;

    /// <summary>The network, planned anew at every call.</summary>
    /// <param name="mtu">The largest IP packet on every wire.</param>
    public abstract NetworkPlan Plan(int mtu = 1500);

    /// <summary>Puts addresses of both families on a device.</summary>
    protected static void Put(NodePlan node, string device, Dual address, bool askedOnly = false) => node
        .Address(device, $"{address.V4}/24", askedOnly)
        .Address(device, $"{address.V6}/64", askedOnly);

    /// <summary>Puts a virtual address on the director.</summary>
    protected static void PutVip(NodePlan node, string device, Dual address) => node
        .Address(device, $"{address.V4}/32", askedOnly: true)
        .Address(device, $"{address.V6}/128", askedOnly: true);

    /// <summary>Puts the client's addresses on eth0: the first is its own, the others ask when told to.</summary>
    protected void PutClients(NodePlan client)
    {
        for (int i = 0; i < Clients.Count; i++)
            Put(client, "eth0", Clients[i], askedOnly: i > 0);
    }

    /// <summary>Sends everything unknown to a gateway, in both families.</summary>
    protected static void Gateway(NodePlan node, Dual via) => node.Route("0.0.0.0/0", via.V4).Route("::/0", via.V6);
}
