using System.Globalization;

namespace Lvs.Client.Ipvsadm;

/// <content>Commands that print something.</content>
public sealed partial class IpvsadmProgram
{
    private int List(IpvsadmCommand command)
    {
        try
        {
            if (command.ListConnections)
                new IpvsadmPrinter(_output, command.Format, _names).PrintConnections(_director.Connections());
            else if (command.ListTimeouts)
                ListTimeouts();
            else if (command.ListDaemons)
                ListDaemons();
            else
                ListServices(command);
            return 0;
        }
        catch (LvsClientException e) when (e.Problem is not null)
        {
            throw new IpvsadmExitException(ListFailed, KernelMessages.Of(command.Action, e.Id, e.Message)); // within -R as well
        }
    }

    private void ListServices(IpvsadmCommand command)
    {
        IpvsadmFormat format = command.Format;
        List<LvsVirtualService> services;
        if (command.Service is { } one)
            services = [_director.Service(one)];
        else
        {
            if ((format & IpvsadmFormat.Rule) == 0)
                PrintHead();
            services = _director.Services();
        }

        bool counters = (format & (IpvsadmFormat.Stats | IpvsadmFormat.Rate)) != 0;
        IpvsadmPrinter printer = new(_output, format, _names);
        printer.PrintTitle();
        printer.Print(services, counters ? _director.Statistics() : null);
    }

    private void PrintHead()
    {
        string size = _director.ConnectionCapacity().ToString(CultureInfo.InvariantCulture);
        _output.Write($"IP Virtual Server version {IpvsadmUsage.IpvsVersion} (size={size})\n");
    }

    private void ListTimeouts()
    {
        LvsTimeouts timeouts = _director.Timeouts();
        _output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"Timeout (tcp tcpfin udp): {timeouts.Tcp} {timeouts.TcpFin} {timeouts.Udp}\n"));
    }

    private void ListDaemons()
    {
        foreach (LvsSyncDaemon daemon in _director.Daemons().OrderBy(daemon => daemon.Role))
        {
            string role = daemon.Role == LvsSyncRole.Master ? "master" : "backup";
            string rest = string.Create(
                CultureInfo.InvariantCulture,
                $"maxlen={daemon.MaximumLength}, group={daemon.Group}, port={daemon.Port}, ttl={daemon.Ttl}");
            _output.Write($"{role} sync daemon (mcast={daemon.Interface}, syncid={daemon.SyncId}, {rest})\n");
        }
    }
}
