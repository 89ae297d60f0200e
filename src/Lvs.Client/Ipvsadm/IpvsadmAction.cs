namespace Lvs.Client.Ipvsadm;

/// <summary>The commands of ipvsadm.</summary>
public enum IpvsadmAction
{
    /// <summary>-A: add a virtual service.</summary>
    AddService,

    /// <summary>-E: edit a virtual service.</summary>
    EditService,

    /// <summary>-D: delete a virtual service.</summary>
    DeleteService,

    /// <summary>-C: clear the table.</summary>
    Clear,

    /// <summary>-L, -l: list.</summary>
    List,

    /// <summary>-a: add a real server.</summary>
    AddServer,

    /// <summary>-d: delete a real server.</summary>
    DeleteServer,

    /// <summary>-e: edit a real server.</summary>
    EditServer,

    /// <summary>--set: set the timeouts.</summary>
    SetTimeouts,

    /// <summary>--start-daemon.</summary>
    StartDaemon,

    /// <summary>--stop-daemon.</summary>
    StopDaemon,

    /// <summary>-R: restore rules from standard input.</summary>
    Restore,

    /// <summary>-S: save the rules to standard output.</summary>
    Save,

    /// <summary>-Z: zero the counters.</summary>
    Zero,

    /// <summary>-h: the usage.</summary>
    Help,

    /// <summary>-v: the version.</summary>
    Version,
}
