using System.Globalization;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>As much of ipvsadm's language as the recordings of schedulers use.</summary>
internal static class IpvsAdmCommand
{
    public static void Run(RuleBook book, string line)
    {
        string[] words = line.Split(' ');
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
            case "-d":
                book.RemoveServer(service, Server(service, server));
                break;
            default:
                throw new NotSupportedException(command);
        }
    }

    private static ServiceKey Service(Protocol protocol, string text)
    {
        string[] parts = text.Split(':');
        return ServiceKey.ForAddress(protocol, InetAddress.Parse(parts[0]), (ushort)Number(parts[1]));
    }

    private static ServerKey Server(ServiceKey service, string text)
    {
        string[] parts = text.Split(':');
        return new ServerKey(InetAddress.Parse(parts[0]), parts.Length == 2 ? (ushort)Number(parts[1]) : service.Port);
    }

    private static SchedulerFlags Flags(string text) => text.Split(',').Aggregate(
        SchedulerFlags.None,
        static (flags, name) => flags | (name is "sh-port" or "mh-port" ? SchedulerFlags.Port : SchedulerFlags.Fallback));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
