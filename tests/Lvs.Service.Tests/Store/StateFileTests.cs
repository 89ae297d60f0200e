using System.Net.Sockets;
using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Options;
using Lvs.Service.Store;

namespace Lvs.Service.Tests.Store;

public sealed class StateFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-store-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        StoredSnapshot snapshot = Sample();
        using (StateFile file = new(_directory))
            file.Write(snapshot);
        using StateFile again = new(_directory);
        StoredSnapshot read = again.Read(BootId.Read());
        Assert.Equal(snapshot.Rules.Services.Count, read.Rules.Services.Count);
        foreach ((ServiceRule before, ServiceRule after) in snapshot.Rules.Services.Zip(read.Rules.Services))
        {
            Assert.Equal((before.Id, before.Key, before.Settings), (after.Id, after.Key, after.Settings));
            Assert.Equal(before.Servers, after.Servers);
        }

        Assert.Equal(snapshot.Rules.FirewallMarks, read.Rules.FirewallMarks);
        Assert.Equal(snapshot.Rules.Removed, read.Rules.Removed);
        Assert.Equal(snapshot.State.Settings, read.State.Settings);
        Assert.Equal(snapshot.State.Timeouts, read.State.Timeouts);
        Assert.Equal(snapshot.State.VirtualAddresses, read.State.VirtualAddresses);
        Assert.Equal(snapshot.State.SyncDaemons, read.State.SyncDaemons);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("rename")]
    [InlineData("flush-directory")]
    public void A_stop_at_any_step_leaves_one_complete_file(string step)
    {
        using (StateFile file = new(_directory))
            file.Write(StoredSnapshot.Empty);
        using (StateFile file = new(_directory, now => Stop(now == step)))
            Assert.Throws<NotImplementedException>(() => file.Write(Sample()));

        using StateFile again = new(_directory);
        int services = again.Read(BootId.Read()).Rules.Services.Count;
        Assert.Equal(step == "flush-directory" ? Sample().Rules.Services.Count : 0, services);
        again.Write(Sample());
        Assert.Equal(Sample().Rules.Services.Count, again.Read(BootId.Read()).Rules.Services.Count);

        static void Stop(bool now)
        {
            // An exception that nobody in the product catches: the nearest to a kill within a process.
            if (now)
                throw new NotImplementedException();
        }
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("unknown field")]
    [InlineData("bad address")]
    [InlineData("null list")]
    [InlineData("null service")]
    [InlineData("null rule")]
    [InlineData("null servers")]
    [InlineData("null server")]
    [InlineData("null mark")]
    [InlineData("null removed server")]
    [InlineData("null virtual address")]
    [InlineData("virtual address without interface")]
    [InlineData("null sync daemon")]
    [InlineData("later version")]
    [InlineData("other format")]
    public void A_file_that_cannot_be_read_stops_the_start_and_stays(string damage)
    {
        using StateFile file = new(_directory);
        file.Write(Sample());
        string text = File.ReadAllText(file.Path);
        string damaged = damage switch
        {
            "truncated" => text[..(text.Length / 2)],
            "empty" => "",
            "garbage" => "\0\0\0\0\0",
            "unknown field" => text.Replace("\"bootId\"", "\"bootID2\""),
            "bad address" => text.Replace("192.0.2.1", "192.0.2.999"),
            "null list" => "{\"format\":\"lvsps-rules\",\"version\":1,\"services\":null}",
            "null service" => Document("services", "[null]"),
            "null rule" => Document("services", """[{"number":1,"service":null}]"""),
            "null servers" => Document("services", """[{"number":1,"service":{"firewallMark":1},"servers":null}]"""),
            "null server" => Document("services", """[{"number":1,"service":{"firewallMark":1},"servers":[{"number":1,"server":null}]}]"""),
            "null mark" => Document("firewallMarks", "[null]"),
            "null removed server" => Document("removedServers", """[{"service":"fwm/1","serviceNumber":1,"server":null}]"""),
            "null virtual address" => Document("virtualAddresses", "[null]"),
            "virtual address without interface" => Document("virtualAddresses", """[{"address":"192.0.2.1"}]"""),
            "null sync daemon" => Document("syncDaemons", "[null]"),
            "later version" => text.Replace("\"version\":1", "\"version\":2"),
            _ => text.Replace("lvsps-rules", "nftables"),
        };
        File.WriteAllText(file.Path, damaged);
        StartupException e = Assert.Throws<StartupException>(() => file.Read(BootId.Read()));
        Assert.Contains(file.Path, e.Problem);
        Assert.NotEmpty(e.Remedy);
        Assert.Equal(damaged, File.ReadAllText(file.Path));

        static string Document(string member, string value) =>
            $$"""{"format":"lvsps-rules","version":1,"{{member}}":{{value}}}""";
    }

    [Fact]
    public void A_later_version_is_told_as_one_however_different_its_fields_are()
    {
        using StateFile file = new(_directory);
        File.WriteAllText(file.Path, """{"format":"lvsps-rules","version":2,"shards":[{"of":{"another":"kind"}}]}""");
        StartupException e = Assert.Throws<StartupException>(() => file.Read(BootId.Read()));
        Assert.Contains("version 2", e.Problem);
    }

    [Fact]
    public void A_flush_that_the_kernel_refuses_is_a_write_that_failed()
    {
        using StateFile file = new(_directory);
        file.Write(Sample());
        string before = File.ReadAllText(file.Path);

        // fsync(2) of a device that cannot flush fails as one of a disk that is dying does.
        File.CreateSymbolicLink(file.Path + ".new", "/dev/null");
        Assert.Throws<IOException>(() => file.Write(StoredSnapshot.Empty));
        Assert.Equal(before, File.ReadAllText(file.Path));
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData(1, false, true)]
    [InlineData(0, true, false)]
    public void After_a_reboot_rules_stay_or_go_as_the_setting_says(int? setting, bool configured, bool kept)
    {
        StoredSnapshot sample = Sample();
        using StateFile file = new(_directory);
        file.Write(sample with { State = sample.State with { Settings = new LvsSettings { KeepRulesOverReboot = setting } } });
        Assert.NotEmpty(file.Read(BootId.Read(), configured).Rules.Services);
        StoredSnapshot read = file.Read("another-boot", configured);
        Assert.Equal(kept, read.Rules.Services.Count > 0);
        Assert.Equal(kept, read.State.VirtualAddresses.Count > 0);
        Assert.Equal(setting, read.State.Settings.KeepRulesOverReboot);
    }

    [Fact]
    public void A_directory_serves_one_lvsd_at_a_time()
    {
        using StateFile file = new(_directory);
        StartupException e = Assert.Throws<StartupException>(() => new StateFile(_directory));
        Assert.Contains(_directory, e.Problem);
        Assert.Contains("another lvsd", e.Problem);
    }

    [Fact]
    public void A_lock_that_cannot_be_opened_is_not_another_lvsd()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory, "lvsd.lock")));
        StartupException e = Assert.Throws<StartupException>(() => new StateFile(_directory));
        Assert.Contains(_directory, e.Problem);
        Assert.DoesNotContain("another lvsd", e.Problem);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        string path = Path.Combine(_directory, "file");
        File.WriteAllText(path, "");
        StartupException e = Assert.Throws<StartupException>(() => new StateFile(Path.Combine(path, "state")));
        Assert.Contains(path, e.Problem);
        Assert.Contains("--state", e.Remedy);
    }

    [Fact]
    public void The_file_is_not_for_everybody()
    {
        using StateFile file = new(_directory);
        file.Write(StoredSnapshot.Empty);
        Assert.Equal(0, (int)(File.GetUnixFileMode(file.Path)
            & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)));
    }

    private static StoredSnapshot Sample()
    {
        ServiceKey web = ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse("192.0.2.1"), 80);
        ServerRule one = new(new ServerKey(InetAddress.Parse("10.0.0.1"), 8080), new ServerSettings
        {
            Method = ForwardingMethod.Masquerade,
            Weight = 0,
            UpperThreshold = 100,
            LowerThreshold = 50,
        })
        { Id = 7, LastWeight = 3 };
        ServerRule two = new(new ServerKey(InetAddress.Parse("2001:db8::2"), 80), new ServerSettings
        {
            Method = ForwardingMethod.Tunnel,
            Tunnel = new TunnelOptions(TunnelType.Gue, 6080, TunnelChecksum.Full),
        })
        { Id = 9, LastWeight = 1 };
        ServiceSettings settings = new()
        {
            Scheduler = "mh",
            SchedulerFlags = SchedulerFlags.Port | SchedulerFlags.Fallback,
            PersistenceTimeout = 300,
            PersistenceMask = InetAddress.Parse("0.0.0.24"),
            Timeouts = new ServiceTimeouts(60, 0, 30),
        };
        ServiceKey mark = ServiceKey.ForMark(5, InetFamily.V6);
        RuleSet rules = new()
        {
            Services =
            [
                new ServiceRule(web, settings, [one, two]) { Id = 3 },
                new ServiceRule(mark, new ServiceSettings { PersistenceEngine = "sip", PersistenceMask = InetAddress.Parse("ffff:ffff:ffff:ffff::") }, []) { Id = 4 },
            ],
            FirewallMarks = [new MarkRule(InetAddress.Parse("198.51.100.0"), 24, Protocol.Tcp, 80, 90, 5)],
            Removed =
            [
                new RemovedServerRule(ServiceKey.ForAddress(Protocol.Udp, InetAddress.Parse("192.0.2.9"), 53), 11, one with { Id = 12 }),
            ],
        };
        return new StoredSnapshot(rules, new DirectorState
        {
            Settings = new LvsSettings { ExpireNodestConn = 1, SyncThreshold = "1 10" },
            Timeouts = new LvsTimeouts { Tcp = 60 },
            VirtualAddresses = [new LvsVirtualAddress { Address = "192.0.2.1", PrefixLength = 32, Interface = "eth0" }],
            SyncDaemons = [new LvsSyncDaemon { Role = LvsSyncRole.Backup, Interface = "eth0", SyncId = 1 }],
        });
    }
}
