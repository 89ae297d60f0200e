namespace Lvs.Client.Ipvsadm;

/// <content>Commands that change something.</content>
public sealed partial class IpvsadmProgram
{
    /// <summary>Said when a daemon is started; see the list of differences.</summary>
    internal const string DoesNotSynchronise =
        "ipvsadm: lvsd keeps and lists this daemon, but does not synchronise connections yet";

    private readonly List<(IpvsadmAction Action, LvsRuleStep Step)> _pending = [];

    private static LvsRuleStep? Step(IpvsadmCommand command)
    {
        LvsRuleAction? action = command.Action switch
        {
            IpvsadmAction.AddService => LvsRuleAction.AddService,
            IpvsadmAction.EditService => LvsRuleAction.EditService,
            IpvsadmAction.DeleteService => LvsRuleAction.RemoveService,
            IpvsadmAction.AddServer => LvsRuleAction.AddServer,
            IpvsadmAction.EditServer => LvsRuleAction.EditServer,
            IpvsadmAction.DeleteServer => LvsRuleAction.RemoveServer,
            IpvsadmAction.Clear => LvsRuleAction.Clear,
            _ => null,
        };
        return action is { } known
            ? new LvsRuleStep { Action = known, Service = command.Service, Server = command.Server }
            : null;
    }

    /// <summary>Sends the steps that wait, as one request, and reports those that were refused.</summary>
    /// <returns>The exit status of the last of them.</returns>
    private int Flush()
    {
        if (_pending.Count == 0)
            return 0;
        (IpvsadmAction Action, LvsRuleStep Step)[] steps = [.. _pending];
        _pending.Clear();
        int status = 0;
        foreach (LvsRuleStepFailure failure in _director.Change([.. steps.Select(step => step.Step)]))
        {
            LvsClientException problem = new(failure.Problem);
            Complain(KernelMessages.Of(steps[failure.Step].Action, problem.Id, problem.Message));
            if (failure.Step == steps.Length - 1)
                status = Refused;
        }

        return status;
    }

    private int Change(IpvsadmCommand command)
    {
        try
        {
            switch (command.Action)
            {
                case IpvsadmAction.Zero:
                    _director.ResetStatistics(command.Service);
                    return 0;
                case IpvsadmAction.SetTimeouts:
                    _director.SetTimeouts(command.Timeouts!);
                    return 0;
                case IpvsadmAction.StartDaemon:
                    return StartDaemon(command.Daemon!);
                default:
                    return StopDaemon(command.Daemon!.Role);
            }
        }
        catch (LvsClientException e) when (e.Problem is not null)
        {
            Complain(KernelMessages.Of(command.Action, e.Id, e.Message));
            return Refused;
        }
    }

    private int StartDaemon(LvsSyncDaemon daemon)
    {
        daemon.Interface = string.IsNullOrEmpty(daemon.Interface) ? "eth0" : daemon.Interface;
        List<LvsSyncDaemon> daemons = _director.Daemons();
        bool runs = daemons.Exists(present => present.Role == daemon.Role);
        daemons.Add(daemon);
        try
        {
            _director.SetDaemons(daemons);
        }
        catch (LvsClientException e) when (runs && e.Id == "invalid-sync-daemon")
        {
            Complain(KernelMessages.DaemonRuns);
            return Refused;
        }

        Complain(DoesNotSynchronise);
        return 0;
    }

    private int StopDaemon(LvsSyncRole role)
    {
        List<LvsSyncDaemon> daemons = _director.Daemons();
        if (daemons.RemoveAll(present => present.Role == role) == 0)
        {
            Complain(KernelMessages.NoDaemon);
            return Refused;
        }

        _director.SetDaemons(daemons);
        return 0;
    }
}
