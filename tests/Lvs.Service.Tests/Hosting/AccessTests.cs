using Lvs.Service.Hosting;
using Lvs.Service.Interop;
using Lvs.Service.Tests.Fakes;
using Lvs.Tests;

namespace Lvs.Service.Tests.Hosting;

public sealed class AccessTests
{
    private const string Curl = "curl -s -o /dev/null -w %{http_code} --unix-socket ";

    [Theory]
    [InlineData(0u, 100u, new uint[0], AccessRight.Change)]
    [InlineData(77u, 100u, new uint[0], AccessRight.Change)]
    [InlineData(1000u, 500u, new uint[0], AccessRight.Change)]
    [InlineData(1000u, 100u, new uint[] { 4, 500 }, AccessRight.Change)]
    [InlineData(1000u, 600u, new uint[0], AccessRight.Read)]
    [InlineData(1000u, 100u, new uint[] { 600 }, AccessRight.Read)]
    [InlineData(1000u, 100u, new uint[] { 4, 24 }, AccessRight.None)]
    public void Rights_go_by_user_and_groups(uint user, uint group, uint[] groups, object right)
    {
        AccessPolicy policy = new("lvs", "readers", name => name == "lvs" ? 500u : 600u, 77);
        Assert.Equal(right, policy.RightOf(new PeerCredentials(1, user, group, groups)));
    }

    [Fact]
    public void A_group_that_does_not_exist_gives_nobody_a_right()
    {
        AccessPolicy policy = new("lvs", "readers", _ => null, 77);
        Assert.Equal(AccessRight.None, policy.RightOf(new PeerCredentials(1, 1000, 0, [0])));
    }

    [Fact]
    public void Groups_are_found_by_name()
    {
        Assert.Equal(0u, GroupFile.Find("root"));
        Assert.Null(GroupFile.Find("no-such-group"));
    }

    [RootFact]
    public async Task Other_users_are_told_by_the_kernel_and_judged()
    {
        AccessPolicy policy = new("lvs", "readers", name => name == "lvs" ? 64001u : 64002u, 0);
        await using TestServer server = await TestServer.StartAsync(policy: policy);
        File.SetUnixFileMode(server.Directory, File.GetUnixFileMode(server.Directory) | UnixFileMode.OtherExecute);
        string get = $"{Curl}{server.SocketPath} http://lvsd/v1/director";
        string put = $"{Curl}{server.SocketPath} -X PUT -d {{}} -H Content-Type:application/json http://lvsd/v1/rules";
        Assert.Equal("200", As("--reuid 65534 --regid 65534 --groups 64001", get));
        Assert.Equal("200", As("--reuid 65534 --regid 65534 --groups 64001", put));
        Assert.Equal("200", As("--reuid 65534 --regid 65534 --groups 64002", get));
        Assert.Equal("403", As("--reuid 65534 --regid 65534 --groups 64002", put));
        Assert.Equal("200", As("--reuid 65534 --regid 65534 --groups 64002", put + "?dryRun=true"));
        Assert.Equal("403", As("--reuid 65534 --regid 65534 --clear-groups", get));
        Assert.Equal("403", As("--reuid 65534 --regid 65534 --clear-groups", put));
        Assert.Equal("200", As("--reuid 65534 --regid 64002 --clear-groups", get));
    }

    [RootFact]
    public async Task The_refusal_says_which_group_to_join()
    {
        AccessPolicy policy = new("lvs", null, _ => 64001u, 0);
        await using TestServer server = await TestServer.StartAsync(policy: policy);
        File.SetUnixFileMode(server.Directory, File.GetUnixFileMode(server.Directory) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(server.SocketPath, (UnixFileMode)0b110_110_110);
        string body = As("--reuid 65534 --regid 65534 --clear-groups", $"curl -s --unix-socket {server.SocketPath} http://lvsd/v1/rules");
        Assert.Contains("urn:lvsps:permission-denied", body);
        Assert.Contains("Join the group lvs", body);
        Assert.Contains("65534", body);
    }

    private static string As(string who, string command)
    {
        (int exit, string output) = Shell.Run("setpriv", [.. who.Split(' '), .. command.Split(' ')]);
        Assert.Equal(0, exit);
        return output;
    }
}
