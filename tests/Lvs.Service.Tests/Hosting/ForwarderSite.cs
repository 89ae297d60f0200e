using Lvs.Engine.Addressing;
using Lvs.Service.Directors;
using Lvs.Service.Hosting;
using Lvs.Service.Options;
using Lvs.Service.Store;
using Lvs.Service.Systemd;
using Lvs.Service.Tests.Fakes;
using Lvs.Xdp.Namespaces;
using Microsoft.Extensions.Logging;

namespace Lvs.Service.Tests.Hosting;

/// <summary>A network namespace with a veth pair, and a bpffs, of one test.</summary>
internal sealed class ForwarderSite : IDisposable
{
    private readonly string _name = $"svc-t-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly NetworkNamespace _namespace;

    public ForwarderSite()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("svc-test-").FullName;
        Bpffs = Path.Combine(Directory, "bpf");
        System.IO.Directory.CreateDirectory(Bpffs);
        Run("mount", "-t", "bpf", "svc-test", Bpffs);
        _namespace = NetworkNamespace.Create(_name);
        Ip("link", "add", "d0", "type", "veth", "peer", "name", "c0");
        Ip("link", "set", "d0", "up");
        Ip("link", "set", "c0", "up");
        Ip("addr", "add", "10.1.0.1/24", "dev", "d0");
    }

    public string Directory { get; }

    public string Bpffs { get; }

    public LvsdOptions Options => new()
    {
        Socket = Path.Combine(Directory, "s"),
        StateDirectory = Path.Combine(Directory, "state"),
        PinDirectory = Path.Combine(Bpffs, "lvs"),
        Interfaces = ["d0"],
        Connections = 4096,
        Servers = 1024,
    };

    public LooseAssembly? Assembly { get; private set; }

    /// <summary>Starts lvsd in the namespace with the real forwarder.</summary>
    public LvsdServer Start(LvsdOptions options) => _namespace.Run(() =>
    {
        StateFile file = new(options.StateDirectory);
        try
        {
            ForwarderHost host = new(
                LvsdRun.Forwarding(options, static _ => { }), surroundings => Assembly = new LooseAssembly(surroundings));
            LvsdParts parts = new(
                host, file, new InNamespace(_namespace), AccessPolicy.ForMachine("lvs", null),
                new SystemdEnvironment(null, null, null, false),
                logging => logging.SetMinimumLevel(LogLevel.None));
            return LvsdServer.StartAsync(options, parts).GetAwaiter().GetResult();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Runs the program itself in the namespace.</summary>
    public (int Exit, string Output, string Error) Lvsd(params string[] arguments)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exit = _namespace.Run(() => LvsdProgram.RunAsync(arguments, output, error).GetAwaiter().GetResult());
        return (exit, output.ToString(), error.ToString());
    }

    public string Ip(params string[] arguments)
    {
        (int exit, string output) = Shell.Run("ip", ["-n", _name, .. arguments]);
        Assert.Equal(0, exit);
        return output;
    }

    public void Dispose()
    {
        _namespace.Dispose();
        NetworkNamespace.Delete(_name);
        Run("umount", "-l", Bpffs);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Requests are served on threads of the pool, which are not in the namespace.</summary>
    private sealed class InNamespace(NetworkNamespace place) : IAddressManager
    {
        private readonly NetlinkAddressManager _manager = new();

        public bool Add(InetAddress address, int prefixLength, string interfaceName) =>
            place.Run(() => _manager.Add(address, prefixLength, interfaceName));

        public void Remove(InetAddress address, int prefixLength, string interfaceName) =>
            place.Run(() => _manager.Remove(address, prefixLength, interfaceName));

        public int MtuOf(string interfaceName) => place.Run(() => _manager.MtuOf(interfaceName));
    }

    private static void Run(string command, params string[] arguments) => Assert.Equal(0, Shell.Run(command, arguments).ExitCode);
}
