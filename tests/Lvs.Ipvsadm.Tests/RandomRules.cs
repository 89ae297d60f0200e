using Lvs.Client;

namespace Lvs.Ipvsadm.Tests;

/// <summary>Random rule sets with everything that ipvsadm's lines can say; the same seed gives the same.</summary>
internal sealed class RandomRules(int seed)
{
    private static readonly string[] Schedulers =
        ["rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "twos", "none"];

    private readonly Random _random = new(seed);

    /// <summary>A rule set of up to so many services, no two of one key.</summary>
    public LvsRules Next(int most)
    {
        Dictionary<string, LvsVirtualService> services = [];
        int count = _random.Next(most + 1);
        while (services.Count < count)
        {
            LvsVirtualService service = Service();
            services.TryAdd(service.Key, service);
        }

        return new LvsRules { Services = [.. services.Values] };
    }

    private LvsVirtualService Service()
    {
        bool v6 = Chance(3);
        bool mark = Chance(4);
        LvsProtocol protocol = (LvsProtocol)_random.Next(3);
        string scheduler = Schedulers[_random.Next(Schedulers.Length)];
        bool persistent = Chance(3);
        bool anyPort = persistent && Chance(4);
        LvsVirtualService service = new()
        {
            Protocol = mark ? null : protocol,
            Address = mark ? null : Address(v6),
            Port = mark ? null : anyPort ? 0 : _random.Next(1, 65536),
            FirewallMark = mark ? 1 + _random.NextInt64(uint.MaxValue) : null,
            AddressFamily = v6 ? LvsAddressFamily.Ipv6 : LvsAddressFamily.Ipv4,
            Scheduler = scheduler,
            SchedulerFlags = Flags(scheduler),
            PersistenceTimeout = persistent ? _random.Next(1, 86400 * 31) : 0,
            PersistenceMask = persistent && Chance(2) ? Mask(v6) : null,
            PersistenceEngine = Chance(5) ? "sip" : null,
            OnePacket = (mark || protocol == LvsProtocol.Udp) && Chance(3),
        };
        Dictionary<string, LvsRealServer> servers = [];
        for (int i = _random.Next(6); i > 0; i--)
        {
            LvsRealServer server = Server(service, v6);
            servers.TryAdd(LvsNames.Server(server), server);
        }

        return service with { RealServers = [.. servers.Values] };
    }

    private LvsRealServer Server(LvsVirtualService service, bool v6)
    {
        LvsForwardingMethod method = (LvsForwardingMethod)_random.Next(3);
        bool tunnelled = method == LvsForwardingMethod.Tunnel;
        LvsTunnelType? type = tunnelled ? (LvsTunnelType)_random.Next(3) : null;
        long upper = Chance(3) ? _random.Next(1, int.MaxValue) : 0;
        return new LvsRealServer
        {
            Address = Address(tunnelled && Chance(3) ? !v6 : v6),
            Port = service.FirewallMark is not null || method == LvsForwardingMethod.Masquerade
                ? _random.Next(65536)
                : service.Port,
            ForwardingMethod = method,
            Weight = Chance(8) ? 0 : Chance(8) ? int.MaxValue : _random.Next(1, 100),
            UpperThreshold = upper,
            LowerThreshold = upper > 0 && Chance(2) ? _random.NextInt64(upper + 1) : 0,
            TunnelType = type,
            TunnelPort = type == LvsTunnelType.Gue ? _random.Next(1, 65536) : null,
            TunnelChecksum = type switch
            {
                LvsTunnelType.Gue => (LvsTunnelChecksum)_random.Next(3),
                LvsTunnelType.Gre => (LvsTunnelChecksum)_random.Next(2),
                _ => null,
            },
        };
    }

    private List<string>? Flags(string scheduler)
    {
        string prefix = scheduler is "sh" or "mh" ? scheduler : "";
        string[] names = prefix.Length > 0 ? [$"{prefix}-fallback", $"{prefix}-port", "flag-3"] : ["flag-1", "flag-2", "flag-3"];
        List<string> flags = [.. names.Where(_ => Chance(4))];
        return flags.Count == 0 ? null : flags;
    }

    private string Mask(bool v6) => v6
        ? $"{_random.Next(1, 128)}"
        : new System.Net.IPAddress(BitConverter.GetBytes(Chance(4) ? 0 : _random.Next(1, int.MaxValue))).ToString();

    private string Address(bool v6)
    {
        if (!v6)
            return $"10.{_random.Next(32, 200)}.{_random.Next(256)}.{_random.Next(1, 255)}";
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes.AsSpan(8));
        (bytes[0], bytes[1], bytes[2], bytes[3]) = (0x20, 0x01, 0x0d, 0xb8);
        if (Chance(2))
            bytes.AsSpan(8, 6).Clear();
        bytes[15] |= 1;
        return new System.Net.IPAddress(bytes).ToString();
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
