using System.Diagnostics;
using System.Net.NetworkInformation;
using Lvs.Tests;
using Lvs.Xdp.Namespaces;

namespace Lvs.Xdp.Tests.Namespaces;

public sealed class NetworkNamespaceTests : IDisposable
{
    private readonly string _name = $"net-ns-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";

    public void Dispose()
    {
        if (Environment.IsPrivilegedProcess)
            NetworkNamespace.Delete(_name);
    }

    [RootFact]
    public void What_is_made_here_ip_netns_sees_and_enters()
    {
        using NetworkNamespace made = NetworkNamespace.Create(_name);
        Assert.Contains(_name, Shell("ip netns list"), StringComparison.Ordinal);
        Assert.Contains("lo:", Shell($"ip netns exec {_name} ip link"), StringComparison.Ordinal);
        Assert.Contains(_name, NetworkNamespace.Names());
        Assert.True(NetworkNamespace.Exists(_name));
    }

    [RootFact]
    public void What_ip_netns_makes_can_be_opened_and_deleted_here()
    {
        Shell($"ip netns add {_name}");
        using (NetworkNamespace opened = NetworkNamespace.Open(_name))
            Assert.Equal(["lo"], opened.Run(Devices));
        Assert.True(NetworkNamespace.Delete(_name));
        Assert.False(NetworkNamespace.Delete(_name));
        Assert.DoesNotContain(_name, Shell("ip netns list"), StringComparison.Ordinal);
    }

    [RootFact]
    public void Run_is_inside_and_the_caller_stays_outside()
    {
        using NetworkNamespace made = NetworkNamespace.Create(_name);
        string[] before = Devices();
        string inside = "";
        made.Run(() =>
        {
            Shell("ip link add probe0 type veth peer name probe1");
            inside = Shell("ip -br link");
        });
        Assert.Contains("probe0", inside, StringComparison.Ordinal);
        Assert.Equal(before, Devices());
        Assert.Equal("/proc/thread-self/ns/net is another", made.Run(() =>
            File.ResolveLinkTarget("/proc/thread-self/ns/net", false)!.Name
            == File.ResolveLinkTarget("/proc/self/ns/net", false)!.Name ? "same" : "/proc/thread-self/ns/net is another"));
    }

    [RootFact]
    public void What_the_action_throws_reaches_the_caller()
    {
        using NetworkNamespace made = NetworkNamespace.Create(_name);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => made.Run(() => throw new InvalidOperationException("from inside")));
        Assert.Equal("from inside", error.Message);
    }

    [RootFact]
    public void A_started_thread_lives_inside()
    {
        using NetworkNamespace made = NetworkNamespace.Create(_name);
        string[] devices = [];
        Thread thread = made.Start("inside", () => devices = Devices());
        Assert.True(thread.Join(TimeSpan.FromSeconds(10)));
        Assert.Equal(["lo"], devices);
    }

    [RootFact]
    public void A_taken_name_is_refused_and_left_alone()
    {
        using NetworkNamespace made = NetworkNamespace.Create(_name);
        NamespaceException error = Assert.Throws<NamespaceException>(() => NetworkNamespace.Create(_name));
        Assert.Contains(_name, error.Message, StringComparison.Ordinal);
        Assert.Equal(["lo"], made.Run(Devices));
    }

    [RootFact]
    public void A_missing_one_is_named_with_the_remedy()
    {
        NamespaceException error = Assert.Throws<NamespaceException>(() => NetworkNamespace.Open(_name));
        Assert.Equal(2, error.Errno);
        Assert.Contains($"ip netns add {_name}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_that_is_no_file_name_is_refused(string name) =>
        Assert.Throws<NamespaceException>(() => NetworkNamespace.Create(name));

    private static string[] Devices() => [.. NetworkInterface.GetAllNetworkInterfaces().Select(device => device.Name).Order()];

    private static string Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
