using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>What IPVS and ipvsadm refuse of a real server.</summary>
/// <param name="isLocal">True for addresses of the director itself; null when that must not decide.</param>
internal sealed class ServerValidator(Func<InetAddress, bool>? isLocal)
{
    /// <summary>For stored rules, which were accepted before: the director's addresses may have changed since, or may not be
    /// known yet, and that is no reason to start without rules.</summary>
    public static ServerValidator ForStored { get; } = new(null);

    /// <summary>The key under which the server is kept: only masquerading can change the port.</summary>
    /// <exception cref="RuleException">The caller is strict, and the port would have been replaced.</exception>
    public static ServerKey NormalizeKey(ServiceKey service, ServerKey server, ForwardingMethod method, bool strictPorts)
    {
        if (service.IsFirewallMark || method == ForwardingMethod.Masquerade || server.Port == service.Port)
            return server;
        if (strictPorts)
        {
            throw new RuleException(RuleError.PortMapping, server.ToString(),
                $"{method} cannot map port {service.Port} of the service to port {server.Port} of {server.Address}.",
                $"Use port {service.Port}, or masquerading.");
        }

        return server with { Port = service.Port };
    }

    public void Check(ServiceKey service, ServerKey server, ServerSettings settings)
    {
        CheckAddress(server.Address);
        CheckMethod(service, server, settings);
        if (settings.Weight < 0)
        {
            throw new RuleException(RuleError.InvalidWeight, settings.Weight.ToString(),
                $"Weight {settings.Weight} of {server} is negative.", $"Use 0 to {RuleLimits.MaximumWeight}.");
        }

        if (settings.SuspendedWeight is { } suspended && (suspended < 0 || settings.Weight != 0))
        {
            throw new RuleException(RuleError.InvalidWeight, suspended.ToString(),
                $"{server} cannot have weight {settings.Weight} and be suspended with weight {suspended} to return to.",
                $"A suspended server has weight 0, and 0 to {RuleLimits.MaximumWeight} to return to.");
        }

        if (settings.LowerThreshold > settings.UpperThreshold)
        {
            throw new RuleException(RuleError.InvalidThresholds, $"{settings.LowerThreshold} > {settings.UpperThreshold}",
                $"The lower threshold {settings.LowerThreshold} of {server} is above the upper one, {settings.UpperThreshold}.",
                "Make the upper threshold at least as large as the lower one.");
        }

        CheckTunnel(server, settings);
    }

    private void CheckAddress(InetAddress address)
    {
        bool unicast = address.Family switch
        {
            InetFamily.V4 => IsUnicastV4(address.Word(0)),
            InetFamily.V6 => IsUnicastV6(address),
            _ => false,
        };
        if (!unicast)
        {
            throw new RuleException(RuleError.InvalidAddress, address.ToString(), $"'{address}' is not the address of one host.",
                "Give a unicast address; IPv6 link-local ones only if they are the director's own.");
        }
    }

    // 0.0.0.0/8 and 255.255.255.255 are broadcast to the kernel (inet_addr_type), 224.0.0.0/4 is multicast.
    private static bool IsUnicastV4(uint address) => address >> 24 != 0 && address >> 28 != 14 && address != uint.MaxValue;

    private bool IsUnicastV6(InetAddress address)
    {
        uint first = address.Word(0);
        if (address.IsUnspecified || first >> 24 == 0xff)
            return false;
        return (first & 0xffc00000) != 0xfe800000 || isLocal is null || isLocal(address);
    }

    private void CheckMethod(ServiceKey service, ServerKey server, ServerSettings settings)
    {
        if (settings.Method is not (ForwardingMethod.Masquerade or ForwardingMethod.Tunnel or ForwardingMethod.DirectRouting))
        {
            throw new RuleException(RuleError.InvalidForwardingMethod, settings.Method.ToString(),
                $"Forwarding method '{settings.Method}' cannot be asked for.",
                "Use Masquerade, DirectRouting or Tunnel; a server on the director itself is recognized by its address.");
        }

        if (server.Address.Family != service.Family && settings.Method != ForwardingMethod.Tunnel)
        {
            throw new RuleException(RuleError.FamilyMismatch, server.ToString(),
                $"{server} is of another address family than {service}, which {settings.Method} cannot bridge.",
                "Use a real server of the same family, or a tunnel.");
        }

        bool isOwn = server.Address.IsLoopback || (isLocal is not null && isLocal(server.Address));
        if (settings.Method == ForwardingMethod.Masquerade && isOwn)
        {
            throw new RuleException(RuleError.LocalMasquerade, server.ToString(),
                $"{server.Address} is the director's own address; masquerading to it is not possible.",
                "Use direct routing: what is for the director itself is then delivered locally.");
        }
    }

    private static void CheckTunnel(ServerKey server, ServerSettings settings)
    {
        TunnelOptions tunnel = settings.Tunnel;
        if (settings.Method != ForwardingMethod.Tunnel)
        {
            if (tunnel != default)
                throw Refuse("are there without a tunnel", "Leave them out, or use a tunnel.");
            return;
        }

        switch (tunnel.Type)
        {
            case TunnelType.IpIp when tunnel.Port != 0 || tunnel.Checksum != TunnelChecksum.None:
                throw Refuse("have a port or checksum, which IPIP has not", "Leave them out, or use GUE.");
            case TunnelType.Gue when tunnel.Port == 0:
                throw Refuse("lack the UDP port that GUE needs", "Give a tunnel port of 1 to 65535.");
            case TunnelType.Gre when tunnel.Port != 0 || tunnel.Checksum == TunnelChecksum.Remote:
                throw Refuse("have a port or remote checksum, which GRE has not", "Leave them out, or use GUE.");
            case TunnelType.IpIp or TunnelType.Gue or TunnelType.Gre when Enum.IsDefined(tunnel.Checksum):
                return;
            default:
                throw Refuse("name no known encapsulation or checksum", "Use IPIP, GUE or GRE.");
        }

        RuleException Refuse(string what, string remedy) => new(RuleError.InvalidTunnel,
            $"{tunnel.Type}:{tunnel.Port}:{tunnel.Checksum}", $"The tunnel options of {server} {what}.", remedy);
    }
}
