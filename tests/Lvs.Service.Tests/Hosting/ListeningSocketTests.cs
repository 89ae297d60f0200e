using System.Net.Sockets;
using Lvs.Service.Hosting;
using Lvs.Service.Interop;
using Lvs.Service.Options;
using Lvs.Service.Tests.Fakes;
using Lvs.Tests;

namespace Lvs.Service.Tests.Hosting;

public sealed class ListeningSocketTests : IDisposable
{
    private static readonly AccessPolicy Policy = new("lvs", null, _ => null, LibC.GetEffectiveUser());

    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-sock-").FullName;

    private string SocketPath => Path.Combine(_directory, "s");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_socket_is_for_owner_and_group()
    {
        using ListeningSocket socket = ListeningSocket.Bind(SocketPath, Policy);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            File.GetUnixFileMode(SocketPath));
        Assert.Equal(["s"], Directory.GetFiles(_directory).Select(Path.GetFileName));
    }

    [Fact]
    public void With_a_readers_group_everybody_may_connect_and_lvsd_decides()
    {
        using ListeningSocket socket = ListeningSocket.Bind(SocketPath, new AccessPolicy("lvs", "adm", _ => null, 0));
        Assert.True(File.GetUnixFileMode(SocketPath).HasFlag(UnixFileMode.OtherWrite));
    }

    [RootFact]
    public void The_socket_belongs_to_the_group()
    {
        using ListeningSocket socket = ListeningSocket.Bind(SocketPath, new AccessPolicy("games", null, name => GroupFile.Find(name), 0));
        Assert.Equal("games", Shell.Run("stat", "-c", "%G", SocketPath).Output.Trim());
    }

    [Fact]
    public void A_stale_socket_is_replaced()
    {
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(SocketPath + "2"));
            File.Move(SocketPath + "2", SocketPath);
        }

        Assert.True(File.Exists(SocketPath));
        using ListeningSocket socket = ListeningSocket.Bind(SocketPath, Policy);
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
    }

    [Fact]
    public async Task A_live_socket_stops_the_start_and_is_left_alone()
    {
        await using TestServer server = await TestServer.StartAsync();
        StartupException e = Assert.Throws<StartupException>(() => ListeningSocket.Bind(server.SocketPath, Policy));
        Assert.Contains(server.SocketPath, e.Problem);
        Assert.Contains("already in use", e.Problem);
        Assert.Contains("--socket", e.Remedy);
        Assert.Equal("ok", (await server.Client.GetDirectorAsync()).Health);
    }

    [Fact]
    public void Another_file_in_the_place_is_left_alone()
    {
        File.WriteAllText(SocketPath, "precious");
        StartupException e = Assert.Throws<StartupException>(() => ListeningSocket.Bind(SocketPath, Policy));
        Assert.Contains("no socket", e.Problem);
        Assert.Equal("precious", File.ReadAllText(SocketPath));
    }

    [Fact]
    public void A_path_that_is_too_long_is_named()
    {
        string path = Path.Combine(_directory, new string('x', 120));
        StartupException e = Assert.Throws<StartupException>(() => ListeningSocket.Bind(path, Policy));
        Assert.Contains(path, e.Problem);
    }

    [Fact]
    public void The_file_goes_with_the_socket()
    {
        ListeningSocket.Bind(SocketPath, Policy).Dispose();
        Assert.False(File.Exists(SocketPath));
    }
}
