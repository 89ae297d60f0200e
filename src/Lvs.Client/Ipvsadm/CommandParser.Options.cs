namespace Lvs.Client.Ipvsadm;

/// <content>The options behind the command, in the order given.</content>
internal sealed partial class CommandParser
{
    private void Read(OptionTag tag)
    {
        if (!ReadServiceOption(tag) && !ReadServerOption(tag) && !ReadListOption(tag) && !ReadDaemonOption(tag))
            throw Refuse($"invalid option `{_reader.LastWord}'");
    }

    private bool ReadServerOption(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.Server:
                Set(IpvsadmOptions.Server);
                ReadServer(_reader.Argument!);
                return true;
            case OptionTag.IpIp:
                Forward(LvsForwardingMethod.Tunnel);
                return true;
            case OptionTag.Gateway:
                Forward(LvsForwardingMethod.DirectRouting);
                return true;
            case OptionTag.Masquerade:
                Forward(LvsForwardingMethod.Masquerade);
                return true;
            case OptionTag.Weight:
                _server.Weight = Number(IpvsadmOptions.Weight, 0, int.MaxValue, "illegal weight specified");
                return true;
            case OptionTag.UpperThreshold:
                _server.UpperThreshold =
                    Number(IpvsadmOptions.UpperThreshold, 0, int.MaxValue, "illegal u_threshold specified");
                return true;
            case OptionTag.LowerThreshold:
                _server.LowerThreshold =
                    Number(IpvsadmOptions.LowerThreshold, 0, int.MaxValue, "illegal l_threshold specified");
                return true;
            default:
                return ReadTunnelOption(tag);
        }
    }

    private void Forward(LvsForwardingMethod method)
    {
        Set(IpvsadmOptions.Forward);
        _server.ForwardingMethod = method;
    }

    private bool ReadTunnelOption(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.TunnelType:
                Set(IpvsadmOptions.TunnelType);
                _server.TunnelType = _reader.Argument switch
                {
                    "ipip" => LvsTunnelType.IpIp,
                    "gue" => LvsTunnelType.Gue,
                    "gre" => LvsTunnelType.Gre,
                    _ => throw Refuse("illegal tunnel type specified"),
                };
                return true;
            case OptionTag.TunnelPort:
                _server.TunnelPort = Number(IpvsadmOptions.TunnelPort, 1, ushort.MaxValue, "illegal tunnel port specified");
                return true;
            case OptionTag.TunnelNoChecksum:
                Set(IpvsadmOptions.TunnelNoChecksum);
                return true;
            case OptionTag.TunnelChecksum:
                Set(IpvsadmOptions.TunnelChecksum);
                _server.TunnelChecksum = LvsTunnelChecksum.Full;
                return true;
            case OptionTag.TunnelRemoteChecksum:
                Set(IpvsadmOptions.TunnelRemoteChecksum);
                _server.TunnelChecksum = LvsTunnelChecksum.Remote;
                return true;
            default:
                return false;
        }
    }

    private bool ReadListOption(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.Sort: // the default; there for old scripts
                return true;
            case OptionTag.Connection:
                Set(IpvsadmOptions.Connection);
                return true;
            case OptionTag.Timeout:
                Set(IpvsadmOptions.Timeout);
                return true;
            case OptionTag.Daemon:
                Set(IpvsadmOptions.Daemon);
                return true;
            default:
                (IpvsadmOptions option, IpvsadmFormat format) = tag switch
                {
                    OptionTag.Numeric => (IpvsadmOptions.Numeric, IpvsadmFormat.Numeric),
                    OptionTag.Stats => (IpvsadmOptions.Stats, IpvsadmFormat.Stats),
                    OptionTag.Rate => (IpvsadmOptions.Rate, IpvsadmFormat.Rate),
                    OptionTag.Thresholds => (IpvsadmOptions.Thresholds, IpvsadmFormat.Thresholds),
                    OptionTag.PersistentConnections =>
                        (IpvsadmOptions.PersistentConnections, IpvsadmFormat.PersistentConnections),
                    OptionTag.NoSort => (IpvsadmOptions.NoSort, IpvsadmFormat.NoSort),
                    OptionTag.Exact => (IpvsadmOptions.Exact, IpvsadmFormat.Exact),
                    OptionTag.TunnelInfo => (IpvsadmOptions.TunnelInfo, IpvsadmFormat.TunnelInfo),
                    _ => default,
                };
                if (option == 0)
                    return false;
                Set(option);
                _format |= format;
                return true;
        }
    }

    private bool ReadDaemonOption(OptionTag tag)
    {
        switch (tag)
        {
            case OptionTag.MulticastInterface:
                Set(IpvsadmOptions.MulticastInterface);
                Daemon.Interface = Cut(_reader.Argument!, InterfaceNameLength);
                return true;
            case OptionTag.SyncId:
                Daemon.SyncId = Number(IpvsadmOptions.SyncId, 0, 255, "illegal syncid specified");
                return true;
            case OptionTag.MulticastGroup:
                Set(IpvsadmOptions.MulticastGroup);
                Daemon.Group = Group(_reader.Argument!);
                return true;
            case OptionTag.MulticastPort:
                Daemon.Port = Number(IpvsadmOptions.MulticastPort, 1, ushort.MaxValue, "illegal mcast-port specified");
                return true;
            case OptionTag.MulticastTtl:
                Daemon.Ttl = Number(IpvsadmOptions.MulticastTtl, 1, 255, "illegal mcast-ttl specified");
                return true;
            case OptionTag.SyncMaximumLength:
                Daemon.MaximumLength =
                    Number(IpvsadmOptions.SyncMaximumLength, 1, 65535 - 20 - 8, "illegal sync-maxlen specified");
                return true;
            default:
                return false;
        }
    }

    private static string Group(string text)
    {
        if (text.Contains(':'))
        {
            return Numbers.TryIPv6(text, out System.Net.IPAddress v6) && v6.IsIPv6Multicast
                ? v6.ToString()
                : throw Refuse($"invalid IPv6 mcast-group `{text}'");
        }

        // inet_pton's way: the usual text of an address and no other.
        return Numbers.TryIPv4(text, out uint v4) && v4 >> 28 == 14 && Numbers.IPv4(v4) == text
            ? text
            : throw Refuse($"invalid IPv4 mcast-group `{text}'");
    }

    private int Number(IpvsadmOptions option, int low, int high, string refusal)
    {
        Set(option);
        return Numbers.Within(_reader.Argument!, low, high) ?? throw Refuse(refusal);
    }

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
