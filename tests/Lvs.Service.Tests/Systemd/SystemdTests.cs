using System.Net.Sockets;
using System.Text;
using Lvs.Client;
using Lvs.Service.Options;
using Lvs.Service.Systemd;
using Lvs.Service.Tests.Fakes;

namespace Lvs.Service.Tests.Systemd;

public sealed class SystemdTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-sd-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ready_and_stopping_are_told(bool isAbstract)
    {
        string path = isAbstract ? $"@lvs-test-{Guid.NewGuid():N}" : Path.Combine(_directory, "notify");
        using Socket receiver = Receiver(path);
        await using (TestServer server = await TestServer.StartAsync(systemd: new SystemdEnvironment(path, null, null, false)))
        {
            string ready = Receive(receiver);
            Assert.StartsWith("READY=1\nSTATUS=", ready);
            Assert.Equal("ok", (await server.Client.GetDirectorAsync()).Health);
        }

        Assert.Equal("STOPPING=1", Receive(receiver));
    }

    [Fact]
    public async Task The_watchdog_is_fed_only_while_the_directors_thread_answers()
    {
        string path = Path.Combine(_directory, "notify");
        using Socket receiver = Receiver(path);
        SystemdEnvironment systemd = new(path, null, TimeSpan.FromMilliseconds(100), false);
        await using TestServer server = await TestServer.StartAsync(systemd: systemd);
        while (Receive(receiver) != "WATCHDOG=1")
        {
        }

        using ManualResetEventSlim hang = new();
        Task<bool> hanging = server.Host.InvokeAsync(_ => hang.Wait(TimeSpan.FromSeconds(20)));
        while (receiver.Poll(300_000, SelectMode.SelectRead))
            Receive(receiver);
        Assert.False(receiver.Poll(300_000, SelectMode.SelectRead));
        hang.Set();
        await hanging;
        Assert.Equal("WATCHDOG=1", Receive(receiver));
    }

    [Fact]
    public async Task A_listener_that_went_away_does_no_harm()
    {
        SystemdEnvironment systemd = new(Path.Combine(_directory, "nobody"), null, null, false);
        await using TestServer server = await TestServer.StartAsync(systemd: systemd);
        Assert.Equal("ok", (await server.Client.GetDirectorAsync()).Health);
    }

    [Fact]
    public async Task A_socket_that_systemd_bound_is_used_and_left()
    {
        string path = Path.Combine(_directory, "s");
        using Socket bound = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(path));
        bound.Listen(16);
        SystemdEnvironment systemd = new(null, (int)bound.Handle, null, false);
        await using (TestServer server = await TestServer.StartAsync(directory: _directory, systemd: systemd))
        {
            LvsDirectorStatus status = await server.Client.GetDirectorAsync();
            Assert.Equal(Environment.ProcessId, status.ProcessId);
        }

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void The_environment_is_read_as_systemd_means_it()
    {
        Dictionary<string, string> variables = new()
        {
            ["NOTIFY_SOCKET"] = "/run/notify",
            ["LISTEN_PID"] = "42",
            ["LISTEN_FDS"] = "1",
            ["WATCHDOG_USEC"] = "30000000",
            ["WATCHDOG_PID"] = "42",
            ["JOURNAL_STREAM"] = "8:1",
        };
        SystemdEnvironment ours = SystemdEnvironment.Read(variables.GetValueOrDefault, 42);
        Assert.Equal(("/run/notify", 3, TimeSpan.FromSeconds(30), true), (
            ours.NotifySocket, ours.ListenDescriptor, ours.WatchdogInterval, ours.IsJournal));
        SystemdEnvironment another = SystemdEnvironment.Read(variables.GetValueOrDefault, 43);
        Assert.Equal((null, null), (another.ListenDescriptor, another.WatchdogInterval));

        variables["LISTEN_FDS"] = "2";
        StartupException e = Assert.Throws<StartupException>(() => SystemdEnvironment.Read(variables.GetValueOrDefault, 42));
        Assert.Contains("2 sockets", e.Problem);
        Assert.Equal(new SystemdEnvironment(null, null, null, false), SystemdEnvironment.Read(_ => null, 42));
    }

    private static Socket Receiver(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        socket.Bind(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
        return socket;
    }

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
