using System.Diagnostics;
using Lvs.Tests;
using Lvs.Xdp.Ethtool;
using Lvs.Xdp.Namespaces;

namespace Lvs.Xdp.Tests.Ethtool;

public sealed class EthtoolSocketTests : IDisposable
{
    private readonly NetworkNamespace? _namespace;
    private readonly EthtoolSocket? _ethtool;

    public EthtoolSocketTests()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        _namespace = NetworkNamespace.Create($"net-eth-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");
        _ethtool = _namespace.Run(() =>
        {
            using Process process = Process.Start("ip", "link add v0 numrxqueues 4 numtxqueues 4 type veth peer name v1");
            process.WaitForExit();
            return new EthtoolSocket();
        });
    }

    public void Dispose()
    {
        _ethtool?.Dispose();
        _namespace?.Dispose();
        if (_namespace is not null)
            NetworkNamespace.Delete(_namespace.Name);
    }

    [RootFact]
    public void The_driver_of_a_veth_is_veth() => Assert.Equal("veth", _ethtool!.GetDriver("v0"));

    [RootTheory]
    [InlineData(EthtoolFeature.TransmitChecksum)]
    [InlineData(EthtoolFeature.TcpSegmentation)]
    [InlineData(EthtoolFeature.GenericSegmentation)]
    [InlineData(EthtoolFeature.GenericReceive)]
    public void An_offload_goes_off_and_on_again(EthtoolFeature feature)
    {
        _ethtool!.Set("v0", feature, on: true);
        Assert.True(_ethtool.Get("v0", feature));
        _ethtool.Set("v0", feature, on: false);
        Assert.False(_ethtool.Get("v0", feature));
        _ethtool.Set("v0", feature, on: true);
        Assert.True(_ethtool.Get("v0", feature));
    }

    [RootFact]
    public void Channels_are_counted_and_changed()
    {
        EthtoolChannels channels = _ethtool!.GetChannels("v0");
        Assert.Equal(4, channels.MaximumReceive);
        _ethtool.SetChannels("v0", channels with { Receive = 3, Transmit = 2 });
        Assert.Equal(3, _ethtool.GetChannels("v0").ReceiveQueues);
        Assert.Equal(2, _ethtool.GetChannels("v0").TransmitQueues);
        Assert.Equal(3, _ethtool.GetReceiveQueues("v0"));
        Assert.Throws<EthtoolException>(() => _ethtool.SetChannels("v0", channels with { Receive = 5 }));
        Assert.Equal(3, _ethtool.GetReceiveQueues("v0"));
    }

    [RootFact]
    public void Loopback_has_no_channels_to_tell() => Assert.Equal(0, _ethtool!.GetReceiveQueues("lo"));

    [RootFact]
    public void A_missing_device_is_named()
    {
        EthtoolException error = Assert.Throws<EthtoolException>(() => _ethtool!.GetDriver("nowhere0"));
        Assert.Equal(19, error.Errno);
        Assert.Contains("nowhere0", error.Message, StringComparison.Ordinal);
        Assert.Throws<EthtoolException>(() => _ethtool!.GetReceiveQueues("nowhere0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-name-of-16-byte")]
    [InlineData("a b")]
    public void What_cannot_name_a_device_is_refused(string device)
    {
        using EthtoolSocket ethtool = new();
        Assert.Throws<EthtoolException>(() => ethtool.GetDriver(device));
    }
}
