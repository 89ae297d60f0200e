using Lvs.Client;
using LvsPS;

namespace Lvs.PowerShell.Tests.Directors;

/// <summary>Directors over ssh: how they are named, and what ssh's own words become.</summary>
public sealed class SshDirectorTests
{
    [Theory]
    [InlineData("ssh://lvs1", null, "lvs1", null, LvsApi.DefaultSocket)]
    [InlineData("ssh://root@lvs1/", "root", "lvs1", null, LvsApi.DefaultSocket)]
    [InlineData("SSH://ops@192.0.2.1:2222/run/lvs-a/lvsd.sock", "ops", "192.0.2.1", 2222, "/run/lvs-a/lvsd.sock")]
    [InlineData("ssh://[2001:db8::1]:22/s%20s", null, "2001:db8::1", 22, "/s s")]
    [InlineData("ssh://a@b@[2001:db8::1]", "a@b", "2001:db8::1", null, LvsApi.DefaultSocket)]
    public void A_name_is_taken_apart(string name, string? user, string host, int? port, string socket)
    {
        Assert.True(SshDirector.Is(name));
        Assert.Equal(new SshDirector(name, user, host, port, socket), SshDirector.Parse(name));
    }

    [Theory]
    [InlineData("ssh://")]
    [InlineData("ssh://@lvs1")]
    [InlineData("ssh://lvs1:0")]
    [InlineData("ssh://lvs1:65536")]
    [InlineData("ssh://lvs1:http")]
    [InlineData("ssh://-oProxyCommand=id")]
    [InlineData("ssh://-l@lvs1")]
    [InlineData("ssh://lvs 1")]
    public void What_is_no_name_is_refused(string name)
    {
        Assert.Equal("invalid-director", Assert.Throws<LvsClientException>(() => SshDirector.Parse(name)).Id);
    }

    [Fact]
    public void The_destination_cannot_be_an_option()
    {
        Assert.Equal(["-l", "root", "-p", "2222", "--", "lvs1"], SshDirector.Parse("ssh://root@lvs1:2222").Destination);
    }

    [Theory]
    [InlineData("root@lvs1: Permission denied (publickey).", SshErrors.Authentication, "ssh-copy-id root@lvs1")]
    [InlineData("Host key verification failed.", SshErrors.HostKey, "ssh root@lvs1")]
    [InlineData("ssh: connect to host lvs1 port 22: Connection timed out", SshErrors.Unreachable, "ssh root@lvs1")]
    [InlineData("ssh: Could not resolve hostname lvs1: Name or service not known", SshErrors.Unreachable, "ssh root@lvs1")]
    [InlineData("There is no program 'ssh'.", SshErrors.Failed, "openssh-client")]
    [InlineData("kex_exchange_identification: read: Connection reset by peer", SshErrors.Failed, "ssh -v root@lvs1")]
    public void What_ssh_says_becomes_an_error_with_advice(string words, string id, string advice)
    {
        LvsClientException problem = SshErrors.From(SshDirector.Parse("ssh://root@lvs1"), 255, words);
        Assert.Equal(id, problem.Id);
        Assert.Contains(advice, problem.Remedy, StringComparison.Ordinal);
        Assert.True(LvsErrors.IsUnreachable(problem));
    }
}
