using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>As much of ipvsadm's language as the recordings use.</summary>
internal static class IpvsAdmCommand
{
    public static void Run(RuleBook book, string line)
    {
        string[] words = line.Replace("'", "", StringComparison.Ordinal).Split(' ');
        ServiceKey service = default;
        string server = "";
        ServiceSettings serviceSettings = new();
        ServerSettings settings = new();
        for (int i = 1; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "-t":
                    service = Service(Protocol.Tcp, words[++i]);
                    break;
                case "-u":
                    service = Service(Protocol.Udp, words[++i]);
                    break;
                case "-f":
                    service = ServiceKey.ForMark((uint)Number(words[++i]), InetFamily.V4);
                    break;
                case "-s":
                    serviceSettings = serviceSettings with { Scheduler = words[++i] };
                    break;
                case "-p":
                    serviceSettings = serviceSettings with { PersistenceTimeout = (uint)Number(words[++i]) };
                    break;
                case "-M" when service.Family == InetFamily.V6:
                    serviceSettings = serviceSettings with { PersistenceMask = InetAddress.Netmask(Number(words[++i]), InetFamily.V6) };
                    break;
                case "-M":
                    serviceSettings = serviceSettings with { PersistenceMask = InetAddress.Parse(words[++i]) };
                    break;
                case "--pe":
                    serviceSettings = serviceSettings with { PersistenceEngine = words[++i] };
                    break;
                case "--sctp-service":
                    service = Service(Protocol.Sctp, words[++i]);
                    break;
                case "-g":
                    settings = settings with { Method = ForwardingMethod.DirectRouting };
                    break;
                case "-i":
                    settings = settings with { Method = ForwardingMethod.Tunnel };
                    break;
                case "-o":
                    serviceSettings = serviceSettings with { OnePacket = true };
                    break;
                case "-b":
                    serviceSettings = serviceSettings with { SchedulerFlags = Flags(words[++i]) };
                    break;
                case "-r":
                    server = words[++i];
                    break;
                case "-m":
                    settings = settings with { Method = ForwardingMethod.Masquerade };
                    break;
                case "-w":
                    settings = settings with { Weight = Number(words[++i]) };
                    break;
                case "-x":
                    settings = settings with { UpperThreshold = (uint)Number(words[++i]) };
                    break;
                case "-y":
                    settings = settings with { LowerThreshold = (uint)Number(words[++i]) };
                    break;
                default:
                    throw new NotSupportedException(words[i]);
            }
        }

        Run(book, words[0], service, serviceSettings, server, settings);
    }

    private static void Run(
        RuleBook book,
        string command,
        ServiceKey service,
        ServiceSettings serviceSettings,
        string server,
        ServerSettings settings)
    {
        switch (command)
        {
            case "-A":
                book.AddService(service, serviceSettings);
                break;
            case "-E":
                book.EditService(service, serviceSettings);
                break;
            case "-a":
                book.AddServer(service, Server(service, server), settings);
                break;
            case "-e":
                book.EditServer(service, Server(service, server), settings);
                break;
            case "-D":
                book.RemoveService(service);
                break;
            case "-C":
                book.Clear();
                break;
            case "-d":
                book.RemoveServer(service, Server(service, server));
                break;
            default:
                throw new NotSupportedException(command);
        }
    }

    private static ServiceKey Service(Protocol protocol, string text)
    {
        (InetAddress address, ushort? port) = Split(text);
        return ServiceKey.ForAddress(protocol, address, port!.Value);
    }

    private static ServerKey Server(ServiceKey service, string text)
    {
        (InetAddress address, ushort? port) = Split(text);
        return new ServerKey(address, port ?? service.Port);
    }

    // 10.3.0.1:80, 10.2.0.11 or [fd03::1]:80.
    private static (InetAddress Address, ushort? Port) Split(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
            return (InetAddress.Parse(text.Trim('[', ']')), null);
        return (InetAddress.Parse(text[..colon].Trim('[', ']')), (ushort)Number(text[(colon + 1)..]));
    }

    private static SchedulerFlags Flags(string text) => text.Split(',').Aggregate(
        SchedulerFlags.None,
        static (flags, name) => flags | (name is "sh-port" or "mh-port" ? SchedulerFlags.Port : SchedulerFlags.Fallback));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
