using System.Globalization;
using System.Net;

namespace Lvs.Client.Ipvsadm;

/// <content>Services, real servers and their addresses.</content>
internal sealed partial class CommandParser
{
    private LvsProtocol? _protocol;
    private string? _address;
    private bool _isIPv6;
    private int _port;
    private uint _mark;
    private string _scheduler = "";
    private string? _mask;
    private int _persistence;
    private bool _onePacket;
    private string? _engine;
    private bool _serverIsIPv6;

    private bool ReadServiceOption(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.TcpService:
                ReadService(LvsProtocol.Tcp);
                return true;
            case OptionTag.UdpService:
                ReadService(LvsProtocol.Udp);
                return true;
            case OptionTag.SctpService:
                ReadService(LvsProtocol.Sctp);
                return true;
            case OptionTag.FirewallMark:
                Set(IpvsadmOptions.Service);
                _protocol = LvsProtocol.Tcp; // ipvsadm's own choice: it decides which service names a real server may have
                _mark = Mark(_reader.Argument!);
                return true;
            case OptionTag.Ipv6:
                if (_mark == 0)
                    throw Refuse("-6 used before -f\n");
                (_isIPv6, _mask) = (true, null);
                return true;
            case OptionTag.Scheduler:
                Set(IpvsadmOptions.Scheduler);
                _scheduler = Cut(_reader.Argument!, SchedulerNameLength);
                return true;
            case OptionTag.Persistent:
                Set(IpvsadmOptions.Persistent);
                _persistence = _reader.Argument is { } seconds ? Timeout(seconds, 1) : DefaultPersistence;
                return true;
            case OptionTag.Netmask:
                Set(IpvsadmOptions.Netmask);
                _mask = Mask(_reader.Argument!);
                return true;
            case OptionTag.OnePacket:
                Set(IpvsadmOptions.OnePacket);
                _onePacket = true;
                return true;
            case OptionTag.PersistenceEngine:
                Set(IpvsadmOptions.PersistenceEngine);
                _engine = _reader.Argument!;
                return true;
            case OptionTag.SchedulerFlags:
                Set(IpvsadmOptions.SchedulerFlags);
                _flags = _reader.Argument!;
                return true;
            default:
                return false;
        }
    }

    private void ReadService(LvsProtocol protocol)
    {
        Set(IpvsadmOptions.Service);
        _protocol = protocol;
        (_address, _isIPv6, int? port) = Endpoint(_reader.Argument!)
            ?? throw Refuse("illegal virtual server address[:port] specified");
        _port = port ?? 0;
        if (_isIPv6)
            _mask = null;
    }

    private void ReadServer()
    {
        (_server.Address, _serverIsIPv6, int? port) = Endpoint(_reader.Argument!)
            ?? throw Refuse("illegal real server address[:port] specified");
        _server.Port = port ?? _port;
    }

    // host, host:port, IPv6 without a port, or [IPv6]:port
    private (string Address, bool IsIPv6, int? Port)? Endpoint(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        string host = text;
        string? service = null;
        if (text[0] == '[')
        {
            int bracket = text.IndexOf(']');
            if (bracket < 0 || bracket + 1 == text.Length || text[bracket + 1] != ':')
                return null;
            (host, service) = (text[1..bracket], text[(bracket + 2)..]);
        }

        string address;
        bool isIPv6 = Numbers.TryIPv6(host, out IPAddress v6);
        if (isIPv6)
        {
            address = v6.ToString();
        }
        else
        {
            int colon = host.LastIndexOf(':');
            service = colon < 0 ? null : host[(colon + 1)..];
            if (Host(colon < 0 ? host : host[..colon]) is not { } v4)
                return null;
            address = Numbers.IPv4(v4);
        }

        if (service is null)
            return (address, isIPv6, null);
        int? port = Numbers.Within(service, 0, ushort.MaxValue) ?? _names.FindPort(service, _protocol);
        return port is null ? null : (address, isIPv6, port);
    }

    private uint? Host(string text) => Numbers.TryIPv4(text, out uint address) ? address : _names.FindHost(text);

    private string Mask(string text)
    {
        if (_isIPv6)
        {
            int prefix = Numbers.Leading(text);
            return prefix is >= 1 and <= 128
                ? prefix.ToString(CultureInfo.InvariantCulture)
                : throw Refuse("illegal ipv6 netmask specified");
        }

        return Host(text) is { } mask
            ? Numbers.IPv4(mask)
            : throw Refuse("illegal virtual server persistent mask specified");
    }

    private static uint Mark(string text) => Numbers.TryDecimal(text, out long mark) && mark is > 0 and <= uint.MaxValue
        ? (uint)mark
        : throw Refuse($"invalid fwmark value `{text}' specified");

    private List<string> ReadSchedulerFlags()
    {
        if (_flags.Length == 0)
            return [];
        List<string> flags = [.. _flags.Split(',', StringSplitOptions.RemoveEmptyEntries)];
        string scheduler = _scheduler.Length == 0 ? DefaultScheduler : _scheduler;
        foreach (string flag in flags)
        {
            string? needed = flag switch
            {
                "flag-1" or "flag-2" or "flag-3" => scheduler,
                "sh-fallback" or "sh-port" => "sh",
                "mh-fallback" or "mh-port" => "mh",
                _ => throw Refuse($"invalid scheduler flag `{flag}'"),
            };
            if (needed != scheduler)
                throw Refuse($"incompatible scheduler flag `{flag}'");
        }

        return flags;
    }

    private void CheckService()
    {
        if (_mark == 0 && _port == 0 && _persistence == 0)
            throw Refuse("Zero port specified for non-persistent service");
        if (_onePacket && _mark == 0 && _protocol != LvsProtocol.Udp)
            throw Refuse("One-Packet Scheduling is only for UDP virtual services");
    }

    private void CheckServer()
    {
        bool tunnelled = _server.ForwardingMethod == LvsForwardingMethod.Tunnel;
        if (_mark == 0 && _server.ForwardingMethod != LvsForwardingMethod.Masquerade)
            _server.Port = _port;
        if (_serverIsIPv6 != _isIPv6 && !tunnelled)
            throw Refuse("Different address family is allowed only for tunneling servers");
        if (Has(IpvsadmOptions.Tunnel) && !tunnelled)
            throw Refuse("Tunnel options conflict with forward method");
        OptionChecks.CheckTunnel(_server.TunnelType ?? LvsTunnelType.IpIp, _given);
    }

    private void CheckList()
    {
        const IpvsadmOptions others = IpvsadmOptions.Timeout | IpvsadmOptions.Daemon;
        const IpvsadmOptions columns = IpvsadmOptions.Stats | IpvsadmOptions.Rate | IpvsadmOptions.Thresholds;
        if ((Has(others | IpvsadmOptions.Connection) && Has(columns))
            || (Has(others) && Has(IpvsadmOptions.PersistentConnections)))
            throw Refuse("options conflicts in the list command");
    }

    private LvsVirtualService MakeService(List<string> flags) => new()
    {
        Protocol = _mark == 0 ? _protocol : null,
        Address = _mark == 0 ? _address : null,
        Port = _mark == 0 ? _port : null,
        FirewallMark = _mark == 0 ? null : _mark,
        AddressFamily = _isIPv6 ? LvsAddressFamily.Ipv6 : LvsAddressFamily.Ipv4,
        Scheduler = _scheduler.Length == 0 ? DefaultScheduler : _scheduler,
        SchedulerFlags = flags.Count == 0 ? null : flags,
        PersistenceTimeout = _persistence,
        PersistenceMask = _mask,
        PersistenceEngine = string.IsNullOrEmpty(_engine) ? null : _engine,
        OnePacket = _onePacket,
    };
}
