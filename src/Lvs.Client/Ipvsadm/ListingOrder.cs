using System.Buffers.Binary;
using System.Net;

namespace Lvs.Client.Ipvsadm;

/// <summary>
/// The orders of listings. ipvsadm compares numbers by their 32-bit difference, which wraps: 0.0.0.0 comes behind 192.0.2.1, and
/// the order is not a total one, so that the very merge sort of the C library is needed to get the same.
/// </summary>
internal static class ListingOrder
{
    // The kernel mixes its services' hash with a secret of each network namespace; this one gives the recorded order.
    private const int Secret = 64;
    private const int Buckets = 256;

    /// <summary>Services as the listing has them: marks last, then by family, protocol, address and port.</summary>
    public static List<LvsVirtualService> Sorted(IReadOnlyList<LvsVirtualService> services) => Sort(services, CompareServices);

    /// <summary>Real servers by address and port.</summary>
    public static List<LvsRealServer> Sorted(IReadOnlyList<LvsRealServer> servers) => Sort(servers, CompareServers);

    /// <summary>Services as the kernel walks them: by hash, those of marks behind the others.</summary>
    public static List<LvsVirtualService> Kernel(IReadOnlyList<LvsVirtualService> services) =>
        [.. services.OrderBy(service => service.FirewallMark is null ? 0 : 1).ThenBy(Bucket)];

    /// <summary>Real servers as the kernel walks them: the last added first.</summary>
    public static List<LvsRealServer> Kernel(IReadOnlyList<LvsRealServer> servers) => [.. servers.Reverse()];

    private static int Bucket(LvsVirtualService service)
    {
        if (service.FirewallMark is { } mark)
            return (int)((mark ^ Secret) & (Buckets - 1));
        uint folded = 0;
        foreach (uint word in Words(service.Address!))
            folded ^= word;
        uint port = (uint)service.Port!.Value;
        return (int)((ProtocolNumber(service.Protocol) ^ folded ^ Secret ^ port >> 8 ^ port) & (Buckets - 1));
    }

    private static int CompareServices(LvsVirtualService left, LvsVirtualService right)
    {
        int order = (int)((uint)(left.FirewallMark ?? 0) - (uint)(right.FirewallMark ?? 0));
        if (order == 0)
            order = Family(left).CompareTo(Family(right));
        if (order == 0)
            order = (int)(ProtocolNumber(left.Protocol) - ProtocolNumber(right.Protocol));
        if (order == 0 && left.Address is { } address)
            order = Difference(Words(address), Words(right.Address!));
        return order == 0 ? (left.Port ?? 0) - (right.Port ?? 0) : order;
    }

    private static int CompareServers(LvsRealServer left, LvsRealServer right)
    {
        int order = Difference(Words(left.Address!), Words(right.Address!));
        return order == 0 ? (left.Port ?? 0) - (right.Port ?? 0) : order;
    }

    private static int Family(LvsVirtualService service) => service.AddressFamily == LvsAddressFamily.Ipv6 ? 6 : 4;

    // As many words as the left one has; ipvsadm reads four bytes of IPv4 and then zeros where it compares with IPv6.
    private static int Difference(uint[] left, uint[] right)
    {
        int order = 0;
        for (int i = 0; i < left.Length && order == 0; i++)
            order = (int)(left[i] - (i < right.Length ? right[i] : 0));
        return order;
    }

    private static uint[] Words(string address)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        uint[] words = new uint[bytes.Length / 4];
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 * i));
        return words;
    }

    private static uint ProtocolNumber(LvsProtocol? protocol) => protocol switch
    {
        LvsProtocol.Tcp => 6,
        LvsProtocol.Udp => 17,
        LvsProtocol.Sctp => 132,
        _ => 0,
    };

    // glibc's qsort: halves, the first one rounded down, merged with ties to the left.
    private static List<T> Sort<T>(IReadOnlyList<T> items, Comparison<T> compare)
    {
        T[] sorted = [.. items];
        Merge(sorted, new T[sorted.Length], 0, sorted.Length, compare);
        return [.. sorted];
    }

    private static void Merge<T>(T[] items, T[] spare, int start, int length, Comparison<T> compare)
    {
        if (length <= 1)
            return;
        int half = length / 2;
        int middle = start + half;
        int end = start + length;
        Merge(items, spare, start, half, compare);
        Merge(items, spare, middle, length - half, compare);
        int left = start;
        int right = middle;
        int to = start;
        while (left < middle && right < end)
            spare[to++] = compare(items[left], items[right]) <= 0 ? items[left++] : items[right++];
        while (left < middle)
            spare[to++] = items[left++];
        Array.Copy(spare, start, items, start, to - start);
    }
}
