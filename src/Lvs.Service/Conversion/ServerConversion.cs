using Lvs.Client;
using Lvs.Engine.Rules;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Real servers between the contract and the engine.</summary>
internal static class ServerConversion
{
    /// <summary>The key a body spells; without a port it is the service's.</summary>
    public static ServerKey Key(ServiceKey service, LvsRealServer server, string path = "$") => new(
        Values.Address(server.Address, $"{path}.address"),
        server.Port is null ? service.Port : Values.Port(server.Port, $"{path}.port"));

    /// <summary>The settings a body spells.</summary>
    public static ServerSettings Settings(LvsRealServer server, string path = "$") => new()
    {
        Method = Method(server.ForwardingMethod, $"{path}.forwardingMethod"),
        Weight = Values.Weight(server.Weight, $"{path}.weight"),
        SuspendedWeight = server.SuspendedWeight is { } suspended ? Values.Weight(suspended, $"{path}.suspendedWeight") : null,
        UpperThreshold = Values.Threshold(server.UpperThreshold, $"{path}.upperThreshold"),
        LowerThreshold = Values.Threshold(server.LowerThreshold, $"{path}.lowerThreshold"),
        Tunnel = new TunnelOptions(
            Tunnel(server.TunnelType),
            server.TunnelPort is null ? (ushort)0 : Values.Port(server.TunnelPort, $"{path}.tunnelPort"),
            Checksum(server.TunnelChecksum)),
    };

    /// <summary>The settings there are with what the patch changes. A patch that leaves tunnelling drops the tunnel's
    /// options.</summary>
    public static ServerSettings Patch(ServerSettings settings, LvsServerPatch patch)
    {
        ForwardingMethod method = patch.ForwardingMethod is { } asked ? Method(asked, "$.forwardingMethod") : settings.Method;
        TunnelOptions old = method == ForwardingMethod.Tunnel ? settings.Tunnel : default;
        TunnelType type = patch.TunnelType is null ? old.Type : Tunnel(patch.TunnelType);
        bool sameType = type == old.Type;
        return Reweigh(settings, patch) with
        {
            Method = method,
            UpperThreshold = patch.UpperThreshold is { } upper
                ? Values.Threshold(upper, "$.upperThreshold")
                : settings.UpperThreshold,
            LowerThreshold = patch.LowerThreshold is { } lower
                ? Values.Threshold(lower, "$.lowerThreshold")
                : settings.LowerThreshold,
            Tunnel = new TunnelOptions(
                type,
                patch.TunnelPort is not null ? Values.Port(patch.TunnelPort, "$.tunnelPort") : sameType ? old.Port : (ushort)0,
                patch.TunnelChecksum is not null ? Checksum(patch.TunnelChecksum)
                    : sameType ? old.Checksum
                    : TunnelChecksum.None),
        };
    }

    private static ServerSettings Reweigh(ServerSettings settings, LvsServerPatch patch) => patch switch
    {
        { Weight: not null, Suspended: not null } => throw Problem.Rule(
            RuleError.InvalidWeight, Values.Text(patch.Weight.Value),
            $"A patch cannot set weight {patch.Weight} and suspend or resume at once.", "Send one of weight and suspended.",
            "$.suspended"),
        { Weight: { } weight } => settings with { Weight = Values.Weight(weight, "$.weight"), SuspendedWeight = null },
        { Suspended: true } => settings.Suspend(),
        { Suspended: false } => settings.Resume(),
        _ => settings,
    };

    /// <summary>A body with all that is known.</summary>
    public static LvsRealServer ToContract(ServerView view)
    {
        ServerSettings settings = view.Settings;
        bool tunnelled = settings.Method == ForwardingMethod.Tunnel;
        return new LvsRealServer
        {
            Address = view.Key.Address.ToString(),
            Port = view.Key.Port,
            ForwardingMethod = ToContract(settings.Method),
            Weight = settings.Weight,
            SuspendedWeight = settings.SuspendedWeight,
            UpperThreshold = settings.UpperThreshold,
            LowerThreshold = settings.LowerThreshold,
            TunnelType = !tunnelled ? null : settings.Tunnel.Type switch
            {
                TunnelType.Gue => LvsTunnelType.Gue,
                TunnelType.Gre => LvsTunnelType.Gre,
                _ => LvsTunnelType.IpIp,
            },
            TunnelPort = tunnelled && settings.Tunnel.Port != 0 ? settings.Tunnel.Port : null,
            TunnelChecksum = !tunnelled || settings.Tunnel.Type == TunnelType.IpIp ? null : settings.Tunnel.Checksum switch
            {
                TunnelChecksum.Full => LvsTunnelChecksum.Full,
                TunnelChecksum.Remote => LvsTunnelChecksum.Remote,
                _ => LvsTunnelChecksum.None,
            },
            ActiveConnections = view.ActiveConnections,
            InactiveConnections = view.InactiveConnections,
            PersistentConnections = view.PersistentConnections,
            Overloaded = view.IsOverloaded,
            Local = view.IsLocal,
        };
    }

    public static LvsForwardingMethod ToContract(ForwardingMethod method) => method switch
    {
        ForwardingMethod.Masquerade => LvsForwardingMethod.Masquerade,
        ForwardingMethod.Tunnel => LvsForwardingMethod.Tunnel,
        ForwardingMethod.Local => LvsForwardingMethod.Local,
        _ => LvsForwardingMethod.DirectRouting,
    };

    private static ForwardingMethod Method(LvsForwardingMethod method, LatePath path) => method switch
    {
        LvsForwardingMethod.Masquerade => ForwardingMethod.Masquerade,
        LvsForwardingMethod.DirectRouting => ForwardingMethod.DirectRouting,
        LvsForwardingMethod.Tunnel => ForwardingMethod.Tunnel,
        _ => throw Problem.Rule(
            RuleError.InvalidForwardingMethod, "Local", "Forwarding method 'Local' cannot be asked for.",
            "Use DirectRouting: a server whose address is the director's own is recognised by it.", path.ToString()),
    };

    private static TunnelType Tunnel(LvsTunnelType? type) => type switch
    {
        LvsTunnelType.Gue => TunnelType.Gue,
        LvsTunnelType.Gre => TunnelType.Gre,
        _ => TunnelType.IpIp,
    };

    private static TunnelChecksum Checksum(LvsTunnelChecksum? checksum) => checksum switch
    {
        LvsTunnelChecksum.Full => TunnelChecksum.Full,
        LvsTunnelChecksum.Remote => TunnelChecksum.Remote,
        _ => TunnelChecksum.None,
    };
}
