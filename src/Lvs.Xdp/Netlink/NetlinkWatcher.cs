using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Interop;
using static Lvs.Xdp.Netlink.RtnetlinkConstants;

namespace Lvs.Xdp.Netlink;

/// <summary>
/// Keeps the links, addresses and neighbours of a network namespace in memory by the kernel's own notifications
/// (rtnetlink(7)), and tells what changed. It has no thread: whoever owns it polls <see cref="Descriptor"/> and calls
/// <see cref="Drain"/>, and <see cref="Maintain"/> once a second. Everything happens on that one thread.
/// </summary>
public sealed unsafe class NetlinkWatcher : IDisposable
{
    private const int ReceiveBuffer = 4 * 1024 * 1024;
    private const int MostDatagrams = 1024;
    private const uint Groups = (1u << (RTNLGRP_LINK - 1)) | (1u << (RTNLGRP_NEIGH - 1))
        | (1u << (RTNLGRP_IPV4_IFADDR - 1)) | (1u << (RTNLGRP_IPV4_ROUTE - 1)) | (1u << (RTNLGRP_IPV4_RULE - 1))
        | (1u << (RTNLGRP_IPV6_IFADDR - 1)) | (1u << (RTNLGRP_IPV6_ROUTE - 1)) | (1u << (RTNLGRP_IPV6_RULE - 1))
        | (1u << (RTNLGRP_IPV4_NETCONF - 1)) | (1u << (RTNLGRP_IPV6_NETCONF - 1)) | (1u << (RTNLGRP_NEXTHOP - 1));

    private readonly NetlinkSocket _notifications;
    private readonly EthtoolSocket _ethtool = new();
    private readonly NetdevFeatures? _features;
    private readonly FileDescriptor _epoll;

    /// <summary>Watches the calling thread's network namespace, from then on wherever it is used.</summary>
    /// <exception cref="LinuxException">No descriptors left.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public NetlinkWatcher()
        : this(ReceiveBuffer)
    {
    }

    internal NetlinkWatcher(int receiveBuffer)
    {
        State = new NetworkState(CountQueues);

        // Subscribed first and read after: what changes in between comes as a notification and is applied once more.
        _notifications = new NetlinkSocket(NetlinkConstants.NETLINK_ROUTE, Groups, receiveBuffer);
        _features = NetdevFeatures.TryOpen();
        _epoll = FileDescriptor.Take(Libc.EpollCreate1(Libc.EPOLL_CLOEXEC), "epoll_create1");
        Poll(_notifications);
        if (_features is not null)
            Poll(_features.Notifications);
        Resynchronize();
        State.Changes.Clear();
        Resynchronizations = 0;
    }

    /// <summary>Told after <see cref="Drain"/> or <see cref="Maintain"/> found something, when the tables and
    /// <see cref="NextHopTable"/> stand as they are now. It must not call either again.</summary>
    public event Action<NetworkChanges>? Changed;

    /// <summary>Readable when there is something to drain.</summary>
    public int Descriptor => _epoll.Value;

    /// <summary>The network devices by index.</summary>
    public IReadOnlyDictionary<uint, LinkInfo> Links => State.Links;

    /// <summary>All addresses.</summary>
    public IReadOnlyCollection<AddressInfo> Addresses => State.Addresses;

    /// <summary>All neighbour entries.</summary>
    public IReadOnlyCollection<NeighbourInfo> Neighbours => State.Neighbours;

    /// <summary>How often notifications were lost and everything was read anew.</summary>
    public int Resynchronizations { get; private set; }

    /// <summary>For requests of one's own, on the same thread.</summary>
    public RtnetlinkClient Client { get; } = new();

    internal NetworkState State { get; }

    /// <summary>Comes before <see cref="Changed"/>: the next hops are in order when others ask for them.</summary>
    internal Action<NetworkChanges>? Applied { get; set; }

    /// <summary>Takes the notifications that are there, without waiting; at most 1,024, so that a flood of route changes does not
    /// hold up the packets (the descriptor stays readable).</summary>
    /// <returns>The number of messages taken.</returns>
    /// <exception cref="NetlinkException">The socket failed.</exception>
    public int Drain()
    {
        bool lost = false;
        int messages = DrainFeatures(ref lost);
        for (int datagrams = 0; datagrams < MostDatagrams || lost; datagrams++)
        {
            int errno = _notifications.Receive(wait: false, out ReadOnlySpan<byte> datagram);
            if (errno == Errno.EAGAIN)
                break;
            if (errno != 0 && errno != Errno.ENOBUFS)
                throw NetlinkException.Of("receive notifications of the network", errno);
            lost |= errno == Errno.ENOBUFS;
            NetlinkReader reader = new(datagram);
            while (reader.TryRead(out NetlinkMessage message))
            {
                State.Apply(message);
                messages++;
            }
        }

        if (lost)
            Resynchronize();
        Tell();
        return messages;
    }

    /// <summary>What no notification tells: the number of queues of each device. Once a second will do.</summary>
    public void Maintain()
    {
        State.RefreshQueues();
        Tell();
    }

    /// <summary>Closes the sockets.</summary>
    public void Dispose()
    {
        _epoll.Dispose();
        _notifications.Dispose();
        _features?.Dispose();
        _ethtool.Dispose();
        Client.Dispose();
    }

    private void Resynchronize()
    {
        Resynchronizations++;
        State.Replace(Client.GetLinks(), Client.GetAddresses(), Client.GetNeighbours());
        State.LocalRoutes.Replace(Client.GetLocalRoutes());
        foreach ((uint index, XdpFeatures features) in _features?.GetAll() ?? [])
            State.SetFeatures(index, features);
    }

    private void Tell()
    {
        if (State.Changes.IsEmpty)
            return;

        // Of the routes that go with a device the kernel tells those of IPv6 only, and not even them where it is told not to.
        if (State.Changes.Links.Count > 0)
            State.LocalRoutes.Replace(Client.GetLocalRoutes());
        try
        {
            Applied?.Invoke(State.Changes);
            Changed?.Invoke(State.Changes);
        }
        finally
        {
            State.Changes.Clear();
        }
    }

    private int DrainFeatures(ref bool lost)
    {
        if (_features is null)
            return 0;
        int messages = 0;
        int errno;
        while ((errno = _features.Notifications.Receive(wait: false, out ReadOnlySpan<byte> datagram)) is 0 or Errno.ENOBUFS)
        {
            lost |= errno != 0;
            NetlinkReader reader = new(datagram);
            while (reader.TryRead(out NetlinkMessage message))
            {
                messages++;
                if (NetdevFeatures.TryDecode(message, out (uint Index, XdpFeatures Features) device))
                    State.SetFeatures(device.Index, device.Features);
            }
        }

        return messages;
    }

    // A device can be gone, or have another name, by the time it is asked: then what rtnetlink said stands.
    private int CountQueues(LinkInfo link)
    {
        try
        {
            return link.IsEthernet ? _ethtool.GetReceiveQueues(link.Name) : 0;
        }
        catch (EthtoolException)
        {
            return 0;
        }
    }

    private void Poll(NetlinkSocket socket)
    {
        uint* request = stackalloc uint[Libc.EpollEventLength / 4];
        new Span<uint>(request, Libc.EpollEventLength / 4).Clear();
        request[0] = Libc.EPOLLIN;
        if (Libc.EpollCtl(_epoll.Value, Libc.EPOLL_CTL_ADD, socket.Descriptor, request) != 0)
            throw NetlinkException.Of("poll a netlink socket", Errno.Last);
    }
}
