using Lvs.Client;
using LvsPS;
using LvsPS.Hosts;
using LvsPS.Hosts.Changes;

namespace Lvs.PowerShell.Tests.Hosts;

/// <summary>Changes are recorded, undone in reverse, and undone after a failure.</summary>
public sealed class RealServerSetupTests : IDisposable
{
    private const string Ignore = "net/ipv4/conf/all/arp_ignore";
    private const string Announce = "net/ipv4/conf/all/arp_announce";

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsps-").FullName;
    private readonly FakeHost _host = new() { Sysctls = { [Ignore] = "0", [Announce] = "1" } };
    private readonly List<string> _warnings = [];
    private readonly HostRecordFile _file;
    private readonly RealServerSetup _setup;

    public RealServerSetupTests()
    {
        _host.Answer("ip -j addr show dev lo", "[]");
        _file = new HostRecordFile(Path.Combine(_folder, "record.json"));
        _setup = new RealServerSetup(new HostNetwork(_host), _file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_before_comes_back_from_the_file()
    {
        Enable();
        Assert.Equal(("1", "2"), (_host.Sysctls[Ignore], _host.Sysctls[Announce]));

        // Another session reads what this one has written.
        new RealServerSetup(new HostNetwork(_host), _file).Disable(null, _ => true, _warnings.Add);
        Assert.Equal(("0", "1"), (_host.Sysctls[Ignore], _host.Sysctls[Announce]));
        Assert.Empty(_warnings);
        Assert.False(File.Exists(_file.Path));
    }

    [Fact]
    public void A_failure_undoes_what_was_done_before_it()
    {
        _host.Failures["ip addr add 192.0.2.10/32 dev lo"] = "RTNETLINK answers: Operation not permitted";
        LvsClientException failure = Assert.Throws<LvsClientException>(() => Enable());
        Assert.Equal(LvsProblemIds.PermissionDenied, failure.Id);
        Assert.Equal(("0", "1"), (_host.Sysctls[Ignore], _host.Sysctls[Announce]));
        Assert.False(File.Exists(_file.Path));
    }

    [Fact]
    public void What_is_there_already_is_neither_done_nor_undone()
    {
        _host.Sysctls[Ignore] = "2";
        Enable();
        Assert.Equal("2", _host.Sysctls[Ignore]);
        Assert.DoesNotContain(_file.Load().Changes, change => change.Target == Ignore);
    }

    [Fact]
    public void Nothing_is_written_down_of_what_nobody_agreed_to()
    {
        Assert.False(Enable(agree: false));
        Assert.False(File.Exists(_file.Path));
        Assert.Equal("0", _host.Sysctls[Ignore]);
    }

    [Fact]
    public void A_value_that_somebody_else_has_set_stays_with_a_warning()
    {
        Enable();
        _host.Sysctls[Ignore] = "8";
        _setup.Disable(null, _ => true, _warnings.Add);
        Assert.Equal("8", _host.Sysctls[Ignore]);
        Assert.Contains("neither the 1 that was set nor the 0 from before", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_named()
    {
        File.WriteAllText(_file.Path, "{ not json");
        LvsClientException refusal = Assert.Throws<LvsClientException>(() => _setup.Record);
        Assert.Equal("host-record-unreadable", refusal.Id);
        Assert.Contains(_file.Path, refusal.Message, StringComparison.Ordinal);
    }

    private bool Enable(bool agree = true) => _setup.Enable(
        "192.0.2.10", ForwardingMethod.DirectRouting,
        [new SysctlChange(Ignore, "1", AlsoGood: "2,8"), new SysctlChange(Announce, "2"), new AddressChange("192.0.2.10")],
        _ => agree, _warnings.Add);
}
