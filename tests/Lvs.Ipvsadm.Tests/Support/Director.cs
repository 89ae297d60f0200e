using System.Diagnostics;
using System.Globalization;
using Lvs.Client;
using Lvs.Xdp.Namespaces;

namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>lvsd, as it is, in a network namespace of its own, joined to a client's by a pair of devices; and the programs, run
/// against it.</summary>
public sealed class Director : IAsyncLifetime
{
    // The recordings' "(size=4096)" is the size of the kernel's table of connections; lvsd's is made as large.
    private const string Connections = "4096";

    private readonly string _name = $"ipvsadm-t-{Guid.NewGuid().ToString("N")[..6]}";
    private string _directory = "";
    private Process? _lvsd;

    /// <summary>lvsd's client, for what the tests set up and look at.</summary>
    internal LvsClient Client { get; private set; } = null!;

    /// <summary>The client's network namespace.</summary>
    internal NetworkNamespace Outside { get; private set; } = null!;

    private string Socket => Path.Combine(_directory, "s");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // every test of the collection is skipped
        _ = PublishedPrograms.Directory;
        _directory = Directory.CreateTempSubdirectory("ipvsadm-test-").FullName;
        string pins = Directory.CreateDirectory(Path.Combine(_directory, "bpf")).FullName;
        Run("mount", "-t", "bpf", "bpf", pins);
        NetworkNamespace.Create(_name).Dispose();
        Outside = NetworkNamespace.Create(_name + "-c");
        Run("ip", "-n", _name, "link", "set", "lo", "up");
        Run("ip", "-n", _name, "link", "add", "d0", "type", "veth", "peer", "name", "c0", "netns", Outside.Name);
        Run("ip", "-n", _name, "addr", "add", "10.1.0.1/16", "dev", "d0");
        Run("ip", "-n", _name, "link", "set", "d0", "up");
        Run("ip", "-n", Outside.Name, "addr", "add", "10.1.0.2/16", "dev", "c0");
        Run("ip", "-n", Outside.Name, "link", "set", "c0", "up");
        Run("ip", "-n", _name, "route", "add", "default", "via", "10.1.0.2"); // there is a way to every real server
        await StartAsync(pins);
    }

    /// <summary>The processor time that lvsd has taken so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _lvsd!.Refresh();
            return _lvsd.TotalProcessorTime;
        }
    }

    /// <summary>Puts everything back to what it is at first.</summary>
    internal async Task ResetAsync()
    {
        await Client.ClearRulesAsync();
        await Client.SetTimeoutsAsync(new LvsTimeouts { Tcp = 900, TcpFin = 120, Udp = 300 });
        await Client.SetSyncDaemonsAsync(new LvsSyncDaemons());
        await Client.RemoveConnectionsAsync();
    }

    /// <summary>Runs ipvsadm with the machine's own names of hosts and services.</summary>
    internal ProgramResult Ipvsadm(IReadOnlyList<string> arguments, string input = "", string program = "ipvsadm") => Shell.Run(
        [Path.Combine(PublishedPrograms.Directory, program), .. arguments], input,
        new Dictionary<string, string> { [LvsApi.SocketVariable] = Socket });

    /// <summary>Runs ipvsadm, which must succeed, and says what processor time it took, in user and in kernel mode together.</summary>
    internal TimeSpan ProcessorTimeOfIpvsadm(IReadOnlyList<string> arguments)
    {
        ProgramResult result = Shell.Run(
            [
                "bash", "-c", "TIMEFORMAT='%U %S'; { time \"$@\" >/dev/null 2>&3; } 3>&1", "bash",
                Path.Combine(PublishedPrograms.Directory, "ipvsadm"), .. arguments,
            ],
            environment: new Dictionary<string, string> { [LvsApi.SocketVariable] = Socket });
        Assert.True(result.Status == 0, $"status {result.Status}: {result.Output}");
        return TimeSpan.FromSeconds(result.Error.Split(' ').Sum(static part => double.Parse(part, CultureInfo.InvariantCulture)));
    }

    /// <summary>Runs a shell script in the director's namespace, the programs on its path, with names of hosts and services that
    /// are the same on every machine, and with /tmp of its own. It begins in a directory that holds the files given.</summary>
    internal ProgramResult Script(string script, string hosts = "", params IEnumerable<string> files)
    {
        string place = Directory.CreateTempSubdirectory("ipvsadm-script-").FullName;
        try
        {
            NameFiles.Write(Path.Combine(place, "etc"), hosts);
            foreach (string file in files)
                File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(place, "script"), script);
            foreach (string empty in (string[])["bin", "run"])
                Directory.CreateDirectory(Path.Combine(place, empty));

            // All that the script needs is bound below /mnt before its own /tmp hides what may lie in the machine's.
            const string enter = """
                mount --bind "$1" /mnt && mount --bind "$2" /mnt/bin && mount --bind "$3" /mnt/run &&
                mount --bind /mnt/etc /etc && mount -t tmpfs tmpfs /tmp && cd /mnt && PATH=/mnt/bin:$PATH exec sh ./script
                """;
            return Shell.Run(
                [
                    "nsenter", $"--net={NetworkNamespace.NamesDirectory}/{_name}", "unshare", "--mount", "sh", "-c", enter, "sh",
                    place, PublishedPrograms.Directory, _directory,
                ],
                environment: new Dictionary<string, string> { [LvsApi.SocketVariable] = "/mnt/run/s" });
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_directory.Length == 0)
            return;
        Client?.Dispose();
        if (_lvsd is { HasExited: false })
        {
            Run("kill", $"{_lvsd.Id}");
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
            await _lvsd.WaitForExitAsync(limit.Token);
        }

        _lvsd?.Dispose();
        Outside?.Dispose();
        NetworkNamespace.Delete(_name);
        NetworkNamespace.Delete(_name + "-c");
        Run("umount", "-l", Path.Combine(_directory, "bpf"));
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAsync(string pins)
    {
        string log = Path.Combine(_directory, "log");
        string configuration = Path.Combine(_directory, "lvsd.json");
        File.WriteAllText(configuration, "{}");
        _lvsd = Process.Start(new ProcessStartInfo("sh",
        [
            "-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "sh", log,
            "nsenter", $"--net={NetworkNamespace.NamesDirectory}/{_name}", "dotnet", Paths.Lvsd,
            "--socket", Socket, "--state", Path.Combine(_directory, "state"), "--pin", Path.Combine(pins, "lvs"),
            "--config", configuration, "--interface", "d0", "--connections", Connections,
        ]))!;
        Client = new LvsClient(Socket);
        try
        {
            await Client.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (LvsClientException e)
        {
            Assert.Fail($"lvsd does not answer: {e.Message}\n{File.ReadAllText(log)}");
        }
    }

    private static void Run(params string[] command) => Shell.Run(command).Good();
}
