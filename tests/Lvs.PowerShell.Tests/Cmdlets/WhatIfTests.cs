using System.Net.Sockets;

namespace Lvs.PowerShell.Tests.Cmdlets;

/// <summary>-WhatIf does not even connect: here listens somebody who would notice.</summary>
public sealed class WhatIfTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lvs-{Guid.NewGuid():N}.s");
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public WhatIfTests()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(_path));
        _socket.Listen();
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void Nothing_that_changes_something_touches_the_director()
    {
        const string service = "tcp/192.0.2.1:80";
        Check<NewLvsServiceCommand>(("Address", "192.0.2.1"), ("Port", 80));
        Check<SetLvsServiceCommand>(("Service", service), ("Scheduler", "rr"), ("TcpTimeout", 5));
        Check<RemoveLvsServiceCommand>(("Service", service));
        Check<ClearLvsRulesCommand>(("Force", true));
        Check<AddLvsRealServerCommand>(("Service", service), ("Address", "10.0.0.1"));
        Check<SetLvsRealServerCommand>(("Service", service), ("Address", "10.0.0.1"), ("Weight", 2));
        Check<RemoveLvsRealServerCommand>(("Service", service), ("Address", "10.0.0.1"), ("Drain", true));
        Check<SuspendLvsRealServerCommand>(("Service", service), ("Address", "10.0.0.1"));
        Check<ResumeLvsRealServerCommand>(("Service", service), ("Address", "10.0.0.1"));
        Check<RemoveLvsConnectionCommand>(("Client", "198.51.100.1"), ("Force", true));
        Check<ResetLvsStatisticCommand>();
        Check<SetLvsTimeoutCommand>(("Tcp", 5));
        Check<SetLvsTimeoutCommand>(("Service", service), ("Tcp", 5));
        Check<SetLvsSettingCommand>(("Name", "sloppy_tcp"), ("Value", 1));
        Check<StartLvsSyncDaemonCommand>(("Role", "Master"), ("Interface", "eth0"));
        Check<StopLvsSyncDaemonCommand>(("Role", "Master"));
        Check<NewLvsFirewallMarkCommand>(("Mark", 5), ("Destination", "192.0.2.0/24"));
        Check<RemoveLvsFirewallMarkCommand>(("Id", "5/any/192.0.2.0/24:0-65535"));
        Check<AddLvsVirtualAddressCommand>(("Address", "192.0.2.1"), ("Interface", "eth0"));
        Check<RemoveLvsVirtualAddressCommand>(("Address", "192.0.2.1"));
    }

    private void Check<T>(params (string, object?)[] arguments)
        where T : PSCmdlet, new()
    {
        Pipeline pipeline = new Pipeline().Then<T>([("Director", _path), ("WhatIf", true), .. arguments]).Run();
        Assert.Empty(pipeline.Errors);
        Assert.Single(pipeline.Confirmed);
        Assert.Empty(pipeline.Output);
        Assert.False(_socket.Poll(0, SelectMode.SelectRead), $"{typeof(T).Name} has connected.");
    }
}
